package dev.barnabas.configuration.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the keys that a file never sets. */
public final class KeyPaths {

  private final Map<Class<?>, List<Node>> found = new LinkedHashMap<>();

  private KeyPaths() {}

  /**
   * The keys of a record, and of all it contains, that a text sets nowhere: {@code
   * Retry.max_attempts}.
   */
  public static Set<String> unset(String yaml, Class<? extends Record> type) {
    KeyPaths paths = new KeyPaths();
    paths.collect(
        YamlTree.parse(yaml, "", new Problems()).orElseThrow(), new Shape.RecordShape(type));
    Set<String> unset = new TreeSet<>();
    paths.found.forEach((record, nodes) ->
        RecordModel.of(record.asSubclass(Record.class)).keys().stream()
            .filter(key -> !key.key().hidden())
            .filter(key -> nodes.stream().noneMatch(node -> has(node, key.name())))
            .forEach(key -> unset.add(record.getSimpleName() + "." + key.name())));
    return unset;
  }

  private static boolean has(Node node, String key) {
    return node instanceof Node.MapNode map && map.entry(key).isPresent();
  }

  private void collect(Node node, Shape shape) {
    switch (shape) {
      case Shape.ScalarShape _ -> {}
      case Shape.RecordShape(var type) -> {
        found.computeIfAbsent(type, _ -> new ArrayList<>()).add(node);
        for (KeySpec key : RecordModel.of(type).keys()) {
          if (node instanceof Node.MapNode map) {
            map.entry(key.name()).ifPresent(child -> collect(child, key.shape()));
          }
        }
      }
      case Shape.ListShape(Shape item) -> children(node).forEach(child -> collect(child, item));
      case Shape.MapShape(Shape value) -> children(node).forEach(child -> collect(child, value));
    }
  }

  private static Stream<Node> children(Node node) {
    return switch (node) {
      case Node.ListNode list -> list.items().stream();
      case Node.MapNode map -> map.entries().values().stream();
      case Node.TextNode _, Node.EmptyNode _, Node.InvalidNode _ -> Stream.of();
    };
  }
}
