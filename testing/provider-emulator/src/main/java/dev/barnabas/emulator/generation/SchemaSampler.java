package dev.barnabas.emulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Makes a value that is valid for a JSON schema.
 *
 * <p>Knows what structured outputs of providers know: type, enum, const, properties, required,
 * items, prefixItems, anyOf, oneOf, allOf, local $ref, bounds, format and pattern. All properties
 * are given, down to a depth of 6, below that only required ones.
 */
final class SchemaSampler {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int FULL_DEPTH = 6;
  private static final int MOST_DEPTH = 32;
  private static final int MOST_VALUES = 10_000;
  private static final int MOST_ITEMS = 1_000;

  private final JsonNode root;
  private final StringSampler strings;
  private int values;

  SchemaSampler(JsonNode root, String echo, String seed) {
    this.root = root;
    this.strings = new StringSampler(echo, seed);
  }

  JsonNode sample() {
    return sample(root, 0);
  }

  private JsonNode sample(JsonNode given, int depth) {
    JsonNode schema = resolved(given);
    if (depth > MOST_DEPTH || ++values > MOST_VALUES) {
      return NullNode.getInstance(); // a schema that requires itself has no finite value
    }
    if (schema.has("const")) {
      return schema.path("const");
    }
    if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
      return schema.path("enum").get(0);
    }
    for (String choice : Set.of("anyOf", "oneOf")) {
      if (schema.path(choice).isArray() && !schema.path(choice).isEmpty()) {
        return sample(merged(schema, simplest(schema.path(choice)), choice), depth + 1);
      }
    }
    if (schema.path("allOf").isArray()) {
      return sample(allOf(schema), depth + 1);
    }
    return ofType(schema, depth);
  }

  private JsonNode ofType(JsonNode schema, int depth) {
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, depth);
      case "string" -> NODES.textNode(strings.sample(schema));
      case "integer" -> NODES.numberNode(NumberSampler.integer(schema));
      case "number" -> NumberSampler.number(schema);
      case "boolean" -> NODES.booleanNode(true);
      default -> NullNode.getInstance();
    };
  }

  /** The schema's type; the first that is not null of several; guessed where it is absent. */
  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      return type.asText();
    }
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false)
          .map(JsonNode::asText)
          .filter(name -> !name.equals("null"))
          .findFirst()
          .orElse("null");
    }
    if (schema.has("properties") || schema.has("required")) {
      return "object";
    }
    return schema.has("items") || schema.has("prefixItems") ? "array" : "string";
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = NODES.objectNode();
    Set<String> required = names(schema.path("required"));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (depth < FULL_DEPTH || required.contains(property.getKey())) {
        object.set(property.getKey(), sample(property.getValue(), depth + 1));
      }
    }
    for (String name : required) {
      if (!object.has(name)) {
        object.set(name, sample(additional(schema), depth + 1));
      }
    }
    for (int i = 1;
        object.size() < Math.min(MOST_ITEMS, schema.path("minProperties").asInt(0));
        i++) {
      object.set("property" + i, sample(additional(schema), depth + 1));
    }
    return object;
  }

  private static JsonNode additional(JsonNode schema) {
    JsonNode additional = schema.path("additionalProperties");
    return additional.isObject() ? additional : NODES.objectNode();
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = NODES.arrayNode();
    schema.path("prefixItems").forEach(item -> array.add(sample(item, depth + 1)));
    int least = schema.path("minItems").asInt(depth < FULL_DEPTH ? 1 : 0);
    int most = Math.min(MOST_ITEMS, schema.path("maxItems").asInt(MOST_ITEMS));
    for (int i = array.size(); i < Math.min(least, most) && !closed(schema); i++) {
      JsonNode item = sample(schema.path("items"), depth + 1);
      array.add(schema.path("uniqueItems").asBoolean() ? distinct(schema, item, i) : item);
    }
    return array;
  }

  private static boolean closed(JsonNode schema) {
    return schema.path("items").isBoolean() && !schema.path("items").asBoolean();
  }

  private JsonNode distinct(JsonNode schema, JsonNode item, int index) {
    JsonNode choices = resolved(schema.path("items")).path("enum");
    if (index < choices.size()) {
      return choices.get(index);
    }
    if (item.isIntegralNumber()) {
      return NODES.numberNode(item.asLong() + index);
    }
    return item.isTextual() && index > 0 ? NODES.textNode(item.asText() + index) : item;
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode current = schema;
    for (int i = 0; i < MOST_DEPTH && current.path("$ref").isTextual(); i++) {
      String reference = current.path("$ref").asText();
      Optional<JsonNode> target = target(reference);
      if (target.isEmpty()) {
        return NODES.objectNode();
      }
      current = target.get();
    }
    return current;
  }

  private Optional<JsonNode> target(String reference) {
    if (reference.equals("#")) {
      return Optional.of(root);
    }
    if (!reference.startsWith("#/")) {
      return Optional.empty();
    }
    JsonNode target = root.at(reference.substring(1));
    return target.isMissingNode() ? Optional.empty() : Optional.of(target);
  }

  /** An alternative that is not null and does not refer elsewhere, else the last. */
  private JsonNode simplest(JsonNode alternatives) {
    for (JsonNode alternative : alternatives) {
      if (!alternative.has("$ref") && !type(alternative).equals("null")) {
        return alternative;
      }
    }
    for (JsonNode alternative : alternatives) {
      if (type(resolved(alternative)).equals("null")) {
        return alternative;
      }
    }
    return resolved(alternatives.get(0));
  }

  private JsonNode allOf(JsonNode schema) {
    JsonNode all = schema;
    for (JsonNode part : schema.path("allOf")) {
      all = merged(all, resolved(part), "allOf");
    }
    return all;
  }

  /** One schema that demands what both demand; {@code keyword} is dropped. */
  private static JsonNode merged(JsonNode schema, JsonNode part, String keyword) {
    if (!schema.isObject() || !part.isObject()) {
      return part;
    }
    ObjectNode merged = schema.deepCopy();
    merged.remove(keyword);
    for (Iterator<Map.Entry<String, JsonNode>> it = part.properties().iterator(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = it.next();
      JsonNode own = merged.path(entry.getKey());
      if (own.isObject() && entry.getValue().isObject()) {
        ((ObjectNode) own).setAll((ObjectNode) entry.getValue().deepCopy());
      } else if (own.isArray() && entry.getKey().equals("required")) {
        entry.getValue().forEach(((ArrayNode) own)::add);
      } else {
        merged.set(entry.getKey(), entry.getValue());
      }
    }
    return merged;
  }

  private static Set<String> names(JsonNode array) {
    var names = new LinkedHashSet<String>();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }
}
