package dev.barnabas.configuration.binding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of a configuration file that remembers where it stood. Scalars keep their text, so that a
 * decimal never passes through a binary floating-point number.
 */
public sealed interface Node {

  /** The path as the author wrote it. */
  String path();

  /** The line in the file, from 1; 0 if it has none. */
  int line();

  /** What this is, for an error message. */
  String kind();

  /**
   * A map. After canonicalisation its keys are canonical spellings; the paths of its values are as
   * written.
   */
  record MapNode(String path, int line, Map<String, Node> entries) implements Node {
    public MapNode {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String kind() {
      return "a map";
    }

    /** The value of a key. */
    public Optional<Node> entry(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** This map with a key set. */
    public MapNode with(String key, Node value) {
      Map<String, Node> changed = new LinkedHashMap<>(entries);
      changed.put(key, value);
      return new MapNode(path, line, changed);
    }

    /** This map without a key. */
    public MapNode without(String key) {
      Map<String, Node> changed = new LinkedHashMap<>(entries);
      changed.remove(key);
      return new MapNode(path, line, changed);
    }

    /** The path of a key of this map, written in the canonical spelling. */
    public String pathOf(String key) {
      return entry(key).map(Node::path).orElseGet(() -> child(path, key));
    }
  }

  /** A list. */
  record ListNode(String path, int line, List<Node> items) implements Node {
    public ListNode {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A text, a number or a truth value, as written. */
  record TextNode(String path, int line, String text) implements Node {
    @Override
    public String kind() {
      return "text";
    }
  }

  /** A key that is there without a value. */
  record EmptyNode(String path, int line) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A value whose problem has been reported already. */
  record InvalidNode(String path, int line) implements Node {
    @Override
    public String kind() {
      return "an invalid value";
    }
  }

  /** The path of a key below a path. */
  static String child(String path, String key) {
    if (!key.matches("[A-Za-z0-9_-]+")) {
      return path + "[\"" + key + "\"]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The path of a list item. */
  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** A list with one item at the same place. */
  static ListNode only(Node item) {
    return new ListNode(item.path(), item.line(), new ArrayList<>(List.of(item)));
  }
}
