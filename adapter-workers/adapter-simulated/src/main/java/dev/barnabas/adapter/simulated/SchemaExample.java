package dev.barnabas.adapter.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * One value that meets a plain JSON Schema: types, properties, items, enum, const, bounds, length,
 * local references and the first of {@code anyOf}. A pattern is not solved.
 */
final class SchemaExample {
  private static final int MAX_DEPTH = 16;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode root;
  private final String words;

  SchemaExample(JsonNode root, String words) {
    this.root = root;
    this.words = words;
  }

  JsonNode value() {
    return value(root, 0);
  }

  private JsonNode value(JsonNode schema, int depth) {
    if (depth > MAX_DEPTH) {
      return NODES.nullNode();
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.path("enum").size() > 0) {
      return schema.get("enum").get(0);
    }
    if (schema.path("$ref").asText().startsWith("#/")) {
      return value(root.at(schema.get("$ref").asText().substring(1)), depth + 1);
    }
    for (String either : new String[] {"anyOf", "oneOf"}) {
      if (schema.path(either).size() > 0) {
        return value(schema.get(either).get(0), depth + 1);
      }
    }
    return typed(schema, depth);
  }

  private JsonNode typed(JsonNode schema, int depth) {
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
      case "string" -> string(schema);
      case "integer" -> NODES.numberNode(least(schema).longValue());
      case "number" -> NODES.numberNode(least(schema));
      case "boolean" -> NODES.booleanNode(true);
      case "null" -> NODES.nullNode();
      case "array" -> array(schema, depth);
      default -> object(schema, depth);
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = NODES.objectNode();
    schema
        .path("properties")
        .properties()
        .forEach(entry -> object.set(entry.getKey(), value(entry.getValue(), depth + 1)));
    return object;
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = NODES.arrayNode();
    int size = Math.clamp(schema.path("minItems").asInt(1), 0, 100);
    for (int i = 0; i < size; i++) {
      array.add(value(schema.path("items"), depth + 1));
    }
    return array;
  }

  private JsonNode string(JsonNode schema) {
    int least = Math.clamp(schema.path("minLength").asInt(0), 0, 10_000);
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    String text = words.length() < least ? words + "-".repeat(least - words.length()) : words;
    return NODES.textNode(text.length() > most ? text.substring(0, most) : text);
  }

  private static BigDecimal least(JsonNode schema) {
    if (schema.has("minimum")) {
      return schema.get("minimum").decimalValue();
    }
    if (schema.has("exclusiveMinimum")) {
      return schema.get("exclusiveMinimum").decimalValue().add(BigDecimal.ONE);
    }
    return schema.has("maximum") ? schema.get("maximum").decimalValue() : BigDecimal.ONE;
  }
}
