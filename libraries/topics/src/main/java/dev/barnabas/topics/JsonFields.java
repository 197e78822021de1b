package dev.barnabas.topics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by type. A null counts as absent; a value of another type
 * ends the reading with the field's JSON pointer.
 */
final class JsonFields {
  private final JsonNode node;
  private final String path;

  private JsonFields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  static JsonFields of(JsonNode node, String path) throws Refused {
    if (!node.isObject()) {
      throw new Refused(UnreadableCode.FIELD_INVALID, path);
    }
    return new JsonFields(node, path);
  }

  String text(String name) throws Refused {
    String text = optionalText(name);
    if (text == null) {
      throw new Refused(UnreadableCode.FIELD_MISSING, pointer(name));
    }
    return text;
  }

  @Nullable String optionalText(String name) throws Refused {
    JsonNode value = present(name);
    if (value != null && !value.isTextual()) {
      throw invalid(name);
    }
    return value == null ? null : value.textValue();
  }

  @Nullable Integer optionalInt(String name) throws Refused {
    JsonNode value = present(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
      throw invalid(name);
    }
    return value == null ? null : value.intValue();
  }

  @Nullable Long optionalLong(String name) throws Refused {
    JsonNode value = present(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw invalid(name);
    }
    return value == null ? null : value.longValue();
  }

  @Nullable Double optionalDouble(String name) throws Refused {
    JsonNode value = present(name);
    if (value != null && !(value.isNumber() && Double.isFinite(value.doubleValue()))) {
      throw invalid(name);
    }
    return value == null ? null : value.doubleValue();
  }

  boolean flag(String name, boolean absent) throws Refused {
    JsonNode value = present(name);
    if (value != null && !value.isBoolean()) {
      throw invalid(name);
    }
    return value == null ? absent : value.booleanValue();
  }

  /** ISO 8601 in UTC or with an offset, or milliseconds since 1970. */
  @Nullable Instant optionalInstant(String name) throws Refused {
    JsonNode value = present(name);
    if (value == null) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Instant.ofEpochMilli(value.longValue());
    }
    try {
      return Instant.ofEpochMilli(Instant.parse(text(name)).toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw invalid(name);
    }
  }

  /** A text as it is; any other JSON value as compact JSON text. */
  @Nullable String optionalJsonText(String name) {
    JsonNode value = present(name);
    return value == null ? null : value.isTextual() ? value.textValue() : value.toString();
  }

  List<String> texts(String name) throws Refused {
    List<String> texts = new ArrayList<>();
    JsonNode value = present(name);
    if (value == null) {
      return texts;
    }
    if (value.isTextual()) {
      texts.add(value.textValue());
      return texts;
    }
    for (JsonNode item : array(name, value)) {
      if (!item.isTextual()) {
        throw invalid(name);
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  Map<String, String> textMap(String name) throws Refused {
    Map<String, String> texts = new HashMap<>();
    JsonNode value = present(name);
    if (value != null) {
      JsonFields fields = of(value, pointer(name));
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        texts.put(entry.getKey(), fields.text(entry.getKey()));
      }
    }
    return texts;
  }

  /** Every field that is not one of the named, as JSON text. */
  Map<String, String> rest(List<String> named) {
    Map<String, String> rest = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!named.contains(entry.getKey()) && !entry.getValue().isNull()) {
        rest.put(entry.getKey(), entry.getValue().toString());
      }
    }
    return rest;
  }

  /** Every field as JSON text: a text is JSON text already. */
  Map<String, String> jsonTexts() {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String text = optionalJsonText(entry.getKey());
      if (text != null) {
        texts.put(entry.getKey(), text);
      }
    }
    return texts;
  }

  <T> List<T> objects(String name, Reader<T> reader) throws Refused {
    List<T> objects = new ArrayList<>();
    JsonNode value = present(name);
    if (value != null) {
      int index = 0;
      for (JsonNode item : array(name, value)) {
        objects.add(reader.read(of(item, pointer(name) + "/" + index)));
        index++;
      }
    }
    return objects;
  }

  <T> @Nullable T optionalObject(String name, Reader<T> reader) throws Refused {
    JsonNode value = present(name);
    return value == null ? null : reader.read(of(value, pointer(name)));
  }

  JsonFields object(String name) throws Refused {
    JsonNode value = present(name);
    if (value == null) {
      throw new Refused(UnreadableCode.FIELD_MISSING, pointer(name));
    }
    return of(value, pointer(name));
  }

  <T> T oneOf(String name, Function<String, T> words, T absent) throws Refused {
    String word = optionalText(name);
    try {
      return word == null ? absent : words.apply(word);
    } catch (IllegalArgumentException e) {
      throw invalid(name);
    }
  }

  boolean isText(String name) {
    JsonNode value = present(name);
    return value != null && value.isTextual();
  }

  boolean isPresent(String name) {
    return present(name) != null;
  }

  private JsonNode array(String name, JsonNode value) throws Refused {
    if (!value.isArray()) {
      throw invalid(name);
    }
    return value;
  }

  private @Nullable JsonNode present(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private Refused invalid(String name) {
    return new Refused(UnreadableCode.FIELD_INVALID, pointer(name));
  }

  private String pointer(String name) {
    return path + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Reads one object. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonFields fields) throws Refused;
  }

  /** Ends the reading; never leaves the package. */
  static final class Refused extends Exception {
    private final UnreadableCode code;
    private final String pointer;

    Refused(UnreadableCode code, String pointer) {
      super(null, null, false, false);
      this.code = code;
      this.pointer = pointer;
    }

    UnreadableCode code() {
      return code;
    }

    String pointer() {
      return pointer;
    }
  }
}
