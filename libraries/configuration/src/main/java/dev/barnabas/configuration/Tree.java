package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Look-ups in a canonical tree that tolerate anything that is not there or is of the wrong kind.
 */
final class Tree {

  private Tree() {}

  static Optional<Node.MapNode> map(Node node, String key) {
    return entry(node, key).filter(Node.MapNode.class::isInstance).map(Node.MapNode.class::cast);
  }

  static Optional<Node> entry(Node node, String key) {
    return node instanceof Node.MapNode map ? map.entry(key) : Optional.empty();
  }

  static Optional<Node.TextNode> text(Node node, String key) {
    return entry(node, key).filter(Node.TextNode.class::isInstance).map(Node.TextNode.class::cast);
  }

  /** The items of a list, or the single text that stands for a list of one. */
  static List<Node> items(Node node, String key) {
    return switch (entry(node, key).orElse(null)) {
      case Node.ListNode list -> list.items();
      case Node.TextNode text -> List.of(text);
      case null -> List.of();
      case Node.MapNode _, Node.EmptyNode _, Node.InvalidNode _ -> List.of();
    };
  }

  static Stream<Node.TextNode> texts(Node node, String key) {
    return items(node, key).stream()
        .filter(Node.TextNode.class::isInstance)
        .map(Node.TextNode.class::cast);
  }

  static Map<String, Node> entries(Node node, String key) {
    return map(node, key).map(Node.MapNode::entries).orElse(Map.of());
  }

  static List<Node> partners(Node root) {
    return items(root, "partners");
  }

  static List<Node> routes(Node root) {
    return map(root, "routing").map(routing -> items(routing, "models")).orElse(List.of());
  }

  static List<String> ids(List<Node> nodes, String key) {
    return nodes.stream()
        .flatMap(node -> text(node, key).stream())
        .map(Node.TextNode::text)
        .distinct()
        .toList();
  }

  /** The first of some nodes whose key has a text. */
  static Optional<Node> withText(List<Node> nodes, String key, String text) {
    return nodes.stream()
        .filter(node -> text(node, key).filter(found -> found.text().equals(text)).isPresent())
        .findFirst();
  }

  /** The tree with the maps among the items of a list replaced. */
  static Node.MapNode replaceItems(
      Node.MapNode map, String key, UnaryOperator<Node.MapNode> change) {
    if (!(map.entry(key).orElse(null) instanceof Node.ListNode list)) {
      return map;
    }
    List<Node> changed =
        list.items().stream()
            .map(item -> item instanceof Node.MapNode found ? change.apply(found) : item)
            .toList();
    return map.with(key, new Node.ListNode(list.path(), list.line(), changed));
  }
}
