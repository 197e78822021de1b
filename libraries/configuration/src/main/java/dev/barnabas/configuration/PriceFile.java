package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Binder;
import dev.barnabas.configuration.binding.Canonicalizer;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.configuration.binding.Node;
import dev.barnabas.configuration.binding.Problem;
import dev.barnabas.configuration.binding.Problems;
import dev.barnabas.configuration.binding.YamlTree;
import dev.barnabas.pricing.CapacityCharges;
import dev.barnabas.pricing.PriceBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of prices on its own, in the form that {@code prices} of a configuration names: a list, or
 * a map with the list and perhaps the book's name and capacity.
 */
public final class PriceFile {

  private PriceFile() {}

  /** What became of a file. */
  public sealed interface Reading {

    /**
     * A book.
     *
     * @param book the prices
     */
    record Read(PriceBook book) implements Reading {}

    /**
     * No book.
     *
     * @param errors what is wrong, each with its path in the file
     */
    record Refused(List<Problem> errors) implements Reading {
      public Refused {
        errors = List.copyOf(errors);
      }
    }
  }

  /** What may be in the file. */
  public record Content(
      @Key(about = "What providers charge.") List<Price> prices,
      @Key(
              about = "A name for these prices.",
              name = "price_book",
              pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
          @Nullable String priceBookName,
      @Key(about = "What providers bill whether it is used or not.", fallback = "[]")
          List<Capacity> capacity) {
    public Content {
      prices = List.copyOf(prices);
      capacity = List.copyOf(capacity);
    }
  }

  /**
   * Reads a file.
   *
   * @param currency of prices that name none
   * @throws IOException if it cannot be read as text
   */
  public static Reading read(Path file, String currency, Map<String, String> environment)
      throws IOException {
    Problems problems = new Problems();
    Optional<Content> content =
        YamlTree.parse(Files.readString(file), "", problems)
            .flatMap(tree -> content(tree, environment, problems));
    if (content.isEmpty() || !problems.errors().isEmpty()) {
      return new Reading.Refused(problems.errors());
    }
    var entries = content.get().prices().stream().map(price -> price.entry(currency)).toList();
    for (var found : PriceBook.breaks(entries)) {
      problems.error(Node.item("prices", found.index()), 0, found.message());
    }
    var capacity = content.get().capacity().stream().map(one -> one.entry(currency)).toList();
    for (var found : CapacityCharges.overlaps(capacity)) {
      problems.error(Node.item("capacity", found.index()), 0, found.message());
    }
    if (!problems.errors().isEmpty()) {
      return new Reading.Refused(problems.errors());
    }
    String name = content.get().priceBookName();
    var book = name == null ? PriceBook.of(entries) : PriceBook.named(name, entries);
    return new Reading.Read(book.withCapacity(capacity));
  }

  private static Optional<Content> content(
      Node tree, Map<String, String> environment, Problems problems) {
    Node map =
        tree instanceof Node.ListNode list ? new Node.MapNode("", 1, Map.of("prices", list)) : tree;
    Node canonical = Canonicalizer.ofFile(environment, problems).canonical(map, Content.class);
    return new Binder(problems).bind(canonical, Content.class);
  }
}
