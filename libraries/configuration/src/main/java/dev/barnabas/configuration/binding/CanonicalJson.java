package dev.barnabas.configuration.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records as JSON with sorted canonical keys, every default written out, and back. Equal records
 * give equal text, and reading the text gives an equal record.
 */
public final class CanonicalJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private CanonicalJson() {}

  /** The text of a record. */
  public static String write(Record value) {
    try {
      return MAPPER.writeValueAsString(record(value, RecordModel.of(value.getClass())));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The record of a text; empty, with the problems reported, if it is not one this version wrote.
   */
  public static <R extends Record> Optional<R> read(String json, Class<R> type, Problems problems) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JsonProcessingException notJson) {
      problems.error("", 0, "is not JSON");
      return Optional.empty();
    }
    Node canonical = Canonicalizer.ofPublication(problems).canonical(node(tree, ""), type);
    Optional<R> bound = new Binder(problems).bind(canonical, type);
    return problems.errors().isEmpty() ? bound : Optional.empty();
  }

  private static JsonNode json(Object value, Shape shape, String key) {
    return switch (shape) {
      case Shape.ScalarShape(var _, Scalar scalar) -> scalar.writer().write(value, key);
      case Shape.RecordShape(var type) -> record((Record) value, RecordModel.of(type));
      case Shape.ListShape(Shape item) -> {
        ArrayNode array = MAPPER.createArrayNode();
        ((List<?>) value).forEach(child -> array.add(json(child, item, key)));
        yield array;
      }
      case Shape.MapShape(Shape item) -> {
        ObjectNode object = MAPPER.createObjectNode();
        new TreeMap<>((Map<?, ?>) value)
            .forEach((name, child) -> object.set((String) name, json(child, item, key)));
        yield object;
      }
    };
  }

  private static ObjectNode record(Record value, RecordModel model) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (int index = 0; index < model.keys().size(); index++) {
      KeySpec spec = model.keys().get(index);
      Object component = model.value(value, index);
      if (component != null) {
        sorted.put(spec.name(), json(component, spec.shape(), spec.name()));
      }
    }
    ObjectNode object = MAPPER.createObjectNode();
    sorted.forEach(object::set);
    return object;
  }

  private static Node node(JsonNode json, String path) {
    if (json.isObject()) {
      Map<String, Node> entries = new LinkedHashMap<>();
      json.properties()
          .forEach(entry ->
              entries.put(
                  entry.getKey(), node(entry.getValue(), Node.child(path, entry.getKey()))));
      return new Node.MapNode(path, 0, entries);
    }
    if (json.isArray()) {
      List<Node> items = new ArrayList<>();
      json.forEach(item -> items.add(node(item, Node.item(path, items.size()))));
      return new Node.ListNode(path, 0, items);
    }
    return json.isNull() || json.isMissingNode()
        ? new Node.EmptyNode(path, 0)
        : new Node.TextNode(path, 0, Objects.requireNonNull(json.asText()));
  }
}
