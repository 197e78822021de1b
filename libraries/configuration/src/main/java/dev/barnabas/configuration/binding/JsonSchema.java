package dev.barnabas.configuration.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes a record's file form as JSON Schema, draft 2020-12: every key in every spelling, what
 * it means, its default and its range. Any scalar may also be a text with <code>${</code> in it.
 */
public final class JsonSchema {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String REFERENCE = "\\$\\{";

  private final ObjectNode definitions = MAPPER.createObjectNode();

  private JsonSchema() {}

  /** The schema of a record, indented. */
  public static String write(Class<? extends Record> type, String title) {
    JsonSchema schema = new JsonSchema();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", title);
    root.set("$ref", schema.reference(RecordModel.of(type)).get("$ref"));
    root.set("$defs", schema.definitions);
    try {
      return MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private ObjectNode reference(RecordModel model) {
    String name = model.type().getSimpleName();
    if (!definitions.has(name)) {
      definitions.putObject(name);
      definitions.set(name, definition(model));
    }
    return MAPPER.createObjectNode().put("$ref", "#/$defs/" + name);
  }

  private ObjectNode definition(RecordModel model) {
    ObjectNode object = MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = object.putObject("properties");
    ArrayNode all = MAPPER.createArrayNode();
    for (KeySpec key : model.keys()) {
      if (key.key().hidden()) {
        continue;
      }
      List<String> spellings = new ArrayList<>(List.of(key.name()));
      spellings.addAll(key.aliases());
      spellings.forEach(spelling -> properties.set(spelling, property(key, spelling)));
      if (key.required()) {
        ArrayNode any = all.addObject().putArray("anyOf");
        spellings.forEach(spelling -> any.addObject().putArray("required").add(spelling));
      }
    }
    object.put("additionalProperties", false);
    if (!all.isEmpty()) {
      object.set("allOf", all);
    }
    return model.textForm().isEmpty() ? object : either(object, text());
  }

  private ObjectNode property(KeySpec key, String spelling) {
    ObjectNode property = shape(key.shape(), key.key(), spelling);
    if (key.key().orFile()) {
      property = either(property, MAPPER.createObjectNode().put("type", "string"));
    }
    property.put("description", key.key().about());
    if (key.hasFallback()) {
      property.put("$comment", "default: " + key.key().fallback());
    }
    return property;
  }

  private ObjectNode shape(Shape shape, Key key, String spelling) {
    return switch (shape) {
      case Shape.ScalarShape(var type, Scalar scalar) -> scalar(type, scalar, key, spelling);
      case Shape.RecordShape(var type) -> reference(RecordModel.of(type));
      case Shape.ListShape(Shape item) -> {
        ObjectNode items = shape(item, key, spelling);
        ObjectNode list = MAPPER.createObjectNode().put("type", "array");
        list.set("items", items);
        yield item instanceof Shape.ScalarShape ? either(list, items.deepCopy()) : list;
      }
      case Shape.MapShape(Shape value) -> {
        ObjectNode map = MAPPER.createObjectNode().put("type", "object");
        map.set("additionalProperties", shape(value, key, spelling));
        yield map;
      }
    };
  }

  private ObjectNode scalar(Class<?> type, Scalar scalar, Key key, String spelling) {
    return switch (scalar.jsonType()) {
      case "integer", "number" ->
          either(ranged(scalar, key), matching("^[0-9_.eE+-]+$|" + REFERENCE));
      case "boolean" ->
          either(
              MAPPER.createObjectNode().put("type", "boolean"),
              matching("^(?:[Tt]rue|[Ff]alse|yes|no|on|off)$|" + REFERENCE));
      default -> type.isEnum() ? enumeration(type) : plainText(type, key, spelling);
    };
  }

  private static ObjectNode ranged(Scalar scalar, Key key) {
    ObjectNode number = MAPPER.createObjectNode().put("type", scalar.jsonType());
    if (!key.min().isEmpty()) {
      number.put("minimum", new java.math.BigDecimal(key.min()));
    }
    if (!key.max().isEmpty()) {
      number.put("maximum", new java.math.BigDecimal(key.max()));
    }
    return number;
  }

  /**
   * Texts may be written without quotes, and some then look like numbers: {@code schema_version:
   * 2}.
   */
  private static ObjectNode plainText(Class<?> type, Key key, String spelling) {
    boolean bareNumber = type == String.class || type == ByteSize.class || spelling.endsWith("_ms");
    ObjectNode text =
        key.pattern().isEmpty()
            ? MAPPER.createObjectNode().put("type", "string")
            : matching("^(?:" + key.pattern() + ")$|" + REFERENCE);
    return bareNumber ? either(text, MAPPER.createObjectNode().put("type", "number")) : text;
  }

  /** YAML 1.1 readers take {@code off} for false. */
  private static ObjectNode enumeration(Class<?> type) {
    List<String> all = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      all.add(Scalar.spelling((Enum<?>) constant));
      all.addAll(Scalar.otherSpellings((Enum<?>) constant));
    }
    ObjectNode values = MAPPER.createObjectNode();
    ArrayNode array = values.putArray("enum");
    all.forEach(array::add);
    if (all.contains("off")) {
      array.add(false);
    }
    return either(values, matching(REFERENCE));
  }

  private static ObjectNode text() {
    ArrayNode types = MAPPER.createArrayNode().add("string").add("number");
    ObjectNode text = MAPPER.createObjectNode();
    text.set("type", types);
    return text;
  }

  private static ObjectNode matching(String pattern) {
    return MAPPER.createObjectNode().put("type", "string").put("pattern", pattern);
  }

  private static ObjectNode either(JsonNode left, JsonNode right) {
    ObjectNode either = MAPPER.createObjectNode();
    either.putArray("anyOf").add(left).add(right);
    return either;
  }
}
