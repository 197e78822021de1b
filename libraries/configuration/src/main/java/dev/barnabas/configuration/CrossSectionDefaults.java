package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Canonicalizer;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problems;
import dev.barnabas.configuration.binding.YamlTree;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fills in what follows from another section, from another file, or from where the process runs.
 */
final class CrossSectionDefaults {

  private static final Set<String> PRICE_FILE = Set.of("prices", "price_book", "capacity");

  private final LoadContext context;
  private final SourceFiles files;
  private final Problems problems;

  CrossSectionDefaults(LoadContext context, SourceFiles files, Problems problems) {
    this.context = context;
    this.files = files;
    this.problems = problems;
  }

  Node.MapNode apply(Node.MapNode root) {
    return prices(routes(authentication(root)));
  }

  private Node.MapNode authentication(Node.MapNode root) {
    if (root.entry("authentication").isPresent()) {
      return root;
    }
    if (context.underUp()) {
      return root.with("authentication", new Node.TextNode("authentication", 0, "none"));
    }
    problems.error(
        "authentication",
        0,
        "is required outside `up`: choose signed, topics or signed_and_topics, or write none to believe anyone"
            + " who can write");
    return root.with("authentication", new Node.TextNode("authentication", 0, "none"));
  }

  /** A route without a chain takes its primary's fallbacks, at their own paths. */
  private Node.MapNode routes(Node.MapNode root) {
    Node.MapNode routing = Tree.map(root, "routing").orElse(null);
    return routing == null
        ? root
        : root.with("routing", Tree.replaceItems(routing, "models", route -> chain(root, route)));
  }

  private static Node.MapNode chain(Node.MapNode root, Node.MapNode route) {
    if (route.entry("fallback_chain").isPresent()) {
      return route;
    }
    Optional<Node> inherited =
        Tree.text(route, "primary")
            .flatMap(id -> Tree.withText(Tree.partners(root), "id", id.text()))
            .flatMap(partner -> Tree.entry(partner, "fallbacks"));
    return inherited.map(chain -> route.with("fallback_chain", chain)).orElse(route);
  }

  private Node.MapNode prices(Node.MapNode root) {
    return Tree.text(root, "prices").map(name -> priced(root, name)).orElse(root);
  }

  /** A file holds a list, or a map with the list and perhaps the book's name and capacity. */
  private Node.MapNode priced(Node.MapNode root, Node.TextNode name) {
    Node invalid = new Node.InvalidNode(name.path(), name.line());
    Node tree =
        read(name).flatMap(text -> YamlTree.parse(text, name.text(), problems)).orElse(invalid);
    Node.MapNode named = root;
    if (tree instanceof Node.MapNode map && PRICE_FILE.containsAll(map.entries().keySet())) {
      tree = map.entry("prices").orElse(tree);
      Optional<Node> book = map.entry("price_book");
      if (book.isPresent() && root.entry("price_book").isEmpty()) {
        named = root.with("price_book", book.get());
      }
      Optional<Node> capacity = map.entry("capacity");
      if (capacity.isPresent()) {
        named = named.with("capacity", capacity(root, capacity.get()));
      }
    }
    return named.with("prices", list(name, tree).orElse(invalid));
  }

  /** Written in both places, neither list is left out in silence. */
  private Node capacity(Node.MapNode root, Node inFile) {
    Optional<Node> own = root.entry("capacity");
    if (own.isPresent()) {
      problems.error(own.get(), "stands in the file of prices, too; keep one");
      return own.get();
    }
    return inFile instanceof Node.ListNode list ? canonical(list, Capacity.class) : inFile;
  }

  private Optional<Node> list(Node.TextNode name, Node tree) {
    if (!(tree instanceof Node.ListNode list)) {
      if (!(tree instanceof Node.InvalidNode)) {
        problems.error(
            name, "\"" + name.text() + "\" must hold a list of prices, but holds " + tree.kind());
      }
      return Optional.empty();
    }
    return Optional.of(canonical(list, Price.class));
  }

  private Node canonical(Node.ListNode list, Class<? extends Record> type) {
    Canonicalizer canonicalizer = Canonicalizer.ofFile(context.environment(), problems);
    List<Node> items =
        list.items().stream().map(item -> canonicalizer.canonical(item, type)).toList();
    return new Node.ListNode(list.path(), list.line(), items);
  }

  private Optional<String> read(Node.TextNode name) {
    try {
      Path path = files.beside(name.text());
      if (path != null) {
        return Optional.of(files.readText(path));
      }
      problems.error(name, "cannot name a file: the configuration is not a file itself");
    } catch (CharacterCodingException notText) {
      problems.error(name, "\"" + name.text() + "\" is not UTF-8 text");
    } catch (IOException | InvalidPathException unreadable) {
      problems.error(name, "\"" + name.text() + "\" cannot be read beside the configuration");
    }
    return Optional.empty();
  }
}
