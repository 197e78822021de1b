package dev.barnabas.configuration.binding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds records from a canonical tree. Where a value is refused, the error is reported and the
 * default takes its place if there is one, so that later checks find more; a file with an error is
 * never used.
 */
public final class Binder {

  private final Problems problems;

  /** A binder that reports to the given problems. */
  public Binder(Problems problems) {
    this.problems = problems;
  }

  /**
   * The record a canonical tree describes; empty, with the problems reported, if it could not be
   * built.
   */
  public <R extends Record> Optional<R> bind(Node node, Class<R> type) {
    return Optional.ofNullable(type.cast(bind(node, new Shape.RecordShape(type))));
  }

  /** A list of records. */
  public <R extends Record> List<R> bindList(Node node, Class<R> type) {
    List<R> bound = new ArrayList<>();
    if (node instanceof Node.ListNode list) {
      list.items().forEach(item -> bind(item, type).ifPresent(bound::add));
    } else if (!(node instanceof Node.InvalidNode)) {
      problems.error(node, "must be a list, but is " + node.kind());
    }
    return List.copyOf(bound);
  }

  /** The value, or null if it was refused. */
  private @Nullable Object bind(Node node, Shape shape) {
    return switch (shape) {
      case Shape.ScalarShape(var _, Scalar scalar) -> scalar(node, scalar);
      case Shape.RecordShape(var type) -> record(node, RecordModel.of(type));
      case Shape.ListShape(Shape item) -> list(node, item);
      case Shape.MapShape(Shape value) -> map(node, value);
    };
  }

  private @Nullable Object scalar(Node node, Scalar scalar) {
    if (!(node instanceof Node.TextNode text)) {
      return wrongKind(node, scalar.label());
    }
    try {
      return scalar.reader().read(text.text(), lastKey(text.path()));
    } catch (IllegalArgumentException | ArithmeticException refused) {
      problems.error(node, String.valueOf(refused.getMessage()));
      return null;
    }
  }

  private static String lastKey(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private @Nullable Object wrongKind(Node node, String expected) {
    if (!(node instanceof Node.InvalidNode)) {
      problems.error(node, "must be " + expected + ", but is " + node.kind());
    }
    return null;
  }

  private @Nullable Object list(Node node, Shape item) {
    if (node instanceof Node.TextNode && item instanceof Shape.ScalarShape) {
      return list(Node.only(node), item);
    }
    if (!(node instanceof Node.ListNode list)) {
      return wrongKind(node, "a list");
    }
    List<Object> bound = new ArrayList<>();
    for (Node child : list.items()) {
      Object value = bind(child, item);
      if (value != null) {
        bound.add(value);
      }
    }
    return List.copyOf(bound);
  }

  private @Nullable Object map(Node node, Shape value) {
    if (!(node instanceof Node.MapNode map)) {
      return wrongKind(node, "a map");
    }
    Map<String, Object> bound = new TreeMap<>();
    map.entries()
        .forEach((key, child) -> {
          Object item = bind(child, value);
          if (item != null) {
            bound.put(key, item);
          }
        });
    return Collections.unmodifiableMap(bound);
  }

  private @Nullable Object record(Node node, RecordModel model) {
    try {
      if (node instanceof Node.TextNode text && model.textForm().isPresent()) {
        return model.fromText(text.text());
      }
      if (!(node instanceof Node.MapNode map)) {
        return wrongKind(
            node, model.textForm().map(form -> form.value() + " or a map").orElse("a map"));
      }
      return fromMap(map, model);
    } catch (InvalidKeyException refused) {
      report(node, refused.key(), String.valueOf(refused.getMessage()));
    } catch (IllegalArgumentException refused) {
      problems.error(node, String.valueOf(refused.getMessage()));
    }
    return null;
  }

  /** Reports at the key, which may be one of a record in this one: {@code contract.discount}. */
  private void report(Node node, String key, String message) {
    if (key.isEmpty() || !(node instanceof Node.MapNode map)) {
      problems.error(node, message);
      return;
    }
    int dot = key.indexOf('.');
    String own = dot < 0 ? key : key.substring(0, dot);
    String inner = dot < 0 ? "" : key.substring(dot + 1);
    Node at = map.entry(own).orElse(null);
    if (at instanceof Node.MapNode && !inner.isEmpty()) {
      report(at, inner, message);
      return;
    }
    String path = map.pathOf(own);
    problems.error(
        inner.isEmpty() ? path : Node.child(path, inner),
        at == null ? map.line() : at.line(),
        message);
  }

  private @Nullable Object fromMap(Node.MapNode map, RecordModel model) {
    List<KeySpec> keys = model.keys();
    @Nullable Object[] values = new @Nullable Object[keys.size()];
    boolean complete = true;
    for (int index = 0; index < values.length; index++) {
      KeySpec spec = keys.get(index);
      values[index] = component(map, spec);
      complete &= values[index] != null || spec.nullable();
    }
    return complete ? model.create(values) : null;
  }

  private @Nullable Object component(Node.MapNode map, KeySpec spec) {
    Optional<Node> given = map.entry(spec.name());
    if (given.isPresent()) {
      Object value = checked(given.get(), spec, bind(given.get(), spec.shape()));
      return value == null && !spec.nullable() ? recovered(map, spec) : value;
    }
    if (spec.required()) {
      problems.error(Node.child(map.path(), spec.name()), map.line(), "is required");
      return null;
    }
    return spec.nullable() && !spec.hasFallback() ? null : fallback(map, spec);
  }

  private @Nullable Object checked(Node node, KeySpec spec, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      Constraints.check(spec, value);
      return value;
    } catch (InvalidKeyException refused) {
      problems.error(node, String.valueOf(refused.getMessage()));
      return null;
    }
  }

  private @Nullable Object recovered(Node.MapNode map, KeySpec spec) {
    return spec.required() ? null : new Binder(new Problems()).fallback(map, spec);
  }

  private @Nullable Object fallback(Node.MapNode map, KeySpec spec) {
    String path = Node.child(map.path(), spec.name());
    if (spec.hasFallback()) {
      Problems none = new Problems();
      return YamlTree.parse(spec.key().fallback(), path, none)
          .map(node -> new Binder(none).bind(node, spec.shape()))
          .orElseThrow(() -> new IllegalStateException("the default of " + path + " is not valid"));
    }
    return switch (spec.shape()) {
      case Shape.RecordShape(var type) ->
          record(new Node.MapNode(path, map.line(), Map.of()), RecordModel.of(type));
      case Shape.MapShape _ -> Map.of();
      case Shape.ListShape _, Shape.ScalarShape _ -> null;
    };
  }
}
