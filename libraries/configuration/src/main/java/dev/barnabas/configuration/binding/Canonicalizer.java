package dev.barnabas.configuration.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree as written into one with canonical key spellings and with environment variables
 * replaced. Reports unknown keys with the nearest known one, keys given in two spellings, and keys
 * without a value.
 */
public final class Canonicalizer {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}|\\$\\{");

  private final @Nullable Map<String, String> environment;
  private final boolean published;
  private final Problems problems;

  private Canonicalizer(
      @Nullable Map<String, String> environment, boolean published, Problems problems) {
    this.environment = environment;
    this.published = published;
    this.problems = problems;
  }

  /** For a file: replaces {@code ${NAME}} and {@code ${NAME:-default}}, and refuses hidden keys. */
  public static Canonicalizer ofFile(Map<String, String> environment, Problems problems) {
    return new Canonicalizer(environment, false, problems);
  }

  /** For what {@link CanonicalJson} wrote: takes text as it stands, and hidden keys too. */
  public static Canonicalizer ofPublication(Problems problems) {
    return new Canonicalizer(null, true, problems);
  }

  /** The canonical tree of a record. */
  public Node canonical(Node node, Class<? extends Record> type) {
    return canonical(node, new Shape.RecordShape(type), false);
  }

  private Node canonical(Node node, Shape shape, boolean raw) {
    return switch (node) {
      case Node.TextNode text -> raw ? text : interpolated(text);
      case Node.ListNode list when shape instanceof Shape.ListShape(Shape item) -> {
        List<Node> items = new ArrayList<>();
        list.items().forEach(child -> items.add(canonical(child, item, raw)));
        yield new Node.ListNode(list.path(), list.line(), items);
      }
      case Node.MapNode map when shape instanceof Shape.RecordShape(var type) ->
          record(map, RecordModel.of(type));
      case Node.MapNode map when shape instanceof Shape.MapShape(Shape value) -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        map.entries().forEach((key, child) -> entries.put(key, canonical(child, value, raw)));
        yield new Node.MapNode(map.path(), map.line(), entries);
      }
      case Node.EmptyNode empty -> {
        problems.error(empty, "has no value; give one or leave the key out");
        yield new Node.InvalidNode(empty.path(), empty.line());
      }
      case Node.ListNode _, Node.MapNode _, Node.InvalidNode _ -> node;
    };
  }

  private Node record(Node.MapNode map, RecordModel model) {
    Map<String, Node> entries = new LinkedHashMap<>();
    map.entries()
        .forEach((written, child) -> {
          KeySpec spec = model.bySpelling(written).orElse(null);
          if (spec == null || (spec.key().hidden() && !published)) {
            problems.error(child, "is not a key here" + known(written, model));
          } else if (entries.containsKey(spec.name())) {
            problems.error(
                child,
                "means the same as " + entries.get(spec.name()).path() + "; give one of them");
          } else {
            entries.put(spec.name(), canonical(child, spec.shape(), spec.key().raw()));
          }
        });
    return new Node.MapNode(map.path(), map.line(), entries);
  }

  private static String known(String written, RecordModel model) {
    List<String> spellings = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (KeySpec key : model.keys()) {
      if (!key.key().hidden()) {
        names.add(key.name());
        spellings.add(key.name());
        spellings.addAll(key.aliases());
      }
    }
    String suggestion = Suggestion.didYouMean(written, spellings);
    return suggestion.isEmpty() ? "; known: " + String.join(", ", names) : suggestion;
  }

  private Node interpolated(Node.TextNode node) {
    if (environment == null || !node.text().contains("${")) {
      return node;
    }
    return interpolate(node, environment, problems);
  }

  /**
   * The text with every reference replaced; an {@link Node.InvalidNode}, reported, if one cannot
   * be.
   */
  public static Node interpolate(
      Node.TextNode node, Map<String, String> environment, Problems problems) {
    Matcher reference = REFERENCE.matcher(node.text());
    StringBuilder replaced = new StringBuilder();
    boolean valid = true;
    while (reference.find()) {
      String value = "$${".equals(reference.group()) ? "${" : valueOf(reference, environment);
      if (value == null) {
        String name = reference.group(1);
        problems.error(
            node,
            name == null
                ? "has a ${ that starts no ${NAME} or ${NAME:-default}; write $${ for the characters themselves"
                : "the environment variable " + name + " is not set");
        valid = false;
      }
      reference.appendReplacement(replaced, Matcher.quoteReplacement(value == null ? "" : value));
    }
    reference.appendTail(replaced);
    return valid
        ? new Node.TextNode(node.path(), node.line(), replaced.toString())
        : new Node.InvalidNode(node.path(), node.line());
  }

  private static @Nullable String valueOf(Matcher reference, Map<String, String> environment) {
    String name = reference.group(1);
    if (name == null) {
      return null;
    }
    String value = environment.get(name);
    boolean unset = value == null || (value.isEmpty() && reference.group(2) != null);
    return unset ? reference.group(3) : value;
  }
}
