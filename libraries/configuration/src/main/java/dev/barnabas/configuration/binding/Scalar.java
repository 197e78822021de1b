package dev.barnabas.configuration.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A type written as one text, number or truth value: how it is called, read and published.
 *
 * @param label what the reference page calls it
 * @param jsonType the JSON Schema type of the written value: string, integer, number or boolean
 * @param reader text and path to value; throws IllegalArgumentException with a message for the
 *     author
 * @param writer value and key to canonical JSON
 */
record Scalar(String label, String jsonType, Reader reader, Writer writer) {

  /** Reads a value; the key is as written, because {@code _ms} gives a bare number its unit. */
  interface Reader {
    Object read(String text, String key);
  }

  /** Publishes a value under a canonical key. */
  interface Writer {
    JsonNode write(Object value, String key);
  }

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DIGITS = 38;
  private static final int MAX_SCALE = 18;

  private static final Scalar TEXT =
      new Scalar("text", "string", (text, _) -> text, (value, _) -> JSON.textNode((String) value));

  private static final Map<Class<?>, Scalar> BY_TYPE =
      Map.ofEntries(
          Map.entry(String.class, TEXT),
          Map.entry(int.class, whole("number", Integer.MAX_VALUE)),
          Map.entry(Integer.class, whole("number", Integer.MAX_VALUE)),
          Map.entry(long.class, whole("number", Long.MAX_VALUE)),
          Map.entry(Long.class, whole("number", Long.MAX_VALUE)),
          Map.entry(
              boolean.class,
              new Scalar(
                  "true or false",
                  "boolean",
                  (text, _) -> truth(text),
                  (value, _) -> JSON.booleanNode((Boolean) value))),
          Map.entry(
              BigDecimal.class,
              new Scalar(
                  "decimal",
                  "number",
                  (text, _) -> decimal(text),
                  (value, _) -> JSON.textNode(((BigDecimal) value).toPlainString()))),
          Map.entry(
              Duration.class,
              new Scalar(
                  "duration",
                  "string",
                  (text, key) -> DurationText.parse(text, key.endsWith("_ms")),
                  Scalar::writeDuration)),
          Map.entry(
              ByteSize.class,
              new Scalar(
                  "size",
                  "string",
                  (text, _) -> ByteSize.parse(text),
                  (value, _) -> JSON.numberNode(((ByteSize) value).bytes()))),
          Map.entry(
              URI.class,
              new Scalar(
                  "URL",
                  "string",
                  (text, _) -> httpUrl(text),
                  (value, _) -> JSON.textNode(value.toString()))),
          Map.entry(
              Instant.class,
              new Scalar(
                  "date or time",
                  "string",
                  (text, _) -> instant(text),
                  (value, _) -> JSON.textNode(value.toString()))));

  static Optional<Scalar> of(Class<?> type) {
    if (type.isEnum()) {
      return Optional.of(enumeration(type));
    }
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  private static Scalar whole(String label, long max) {
    return new Scalar(
        label,
        "integer",
        (text, _) ->
            max == Integer.MAX_VALUE
                ? (Object) (int) number(text, max)
                : (Object) number(text, max),
        (value, _) -> JSON.numberNode(((Number) value).longValue()));
  }

  private static long number(String text, long max) {
    String digits = text.strip().replace("_", "");
    if (!digits.matches("[+-]?[0-9]{1,19}")) {
      throw new IllegalArgumentException("must be a whole number, but is " + quoted(text));
    }
    try {
      long parsed = Long.parseLong(digits);
      if (Math.abs(parsed) <= max) {
        return parsed;
      }
    } catch (NumberFormatException tooLarge) {
      throw new IllegalArgumentException("is too large: " + quoted(text), tooLarge);
    }
    throw new IllegalArgumentException("is too large: " + quoted(text));
  }

  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default ->
          throw new IllegalArgumentException("must be true or false, but is " + quoted(text));
    };
  }

  private static BigDecimal decimal(String text) {
    String digits = text.strip().replace("_", "");
    if (!digits.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
        || digits.length() > 80) {
      throw new IllegalArgumentException("must be a decimal number, but is " + quoted(text));
    }
    BigDecimal parsed = new BigDecimal(digits).stripTrailingZeros();
    int whole = parsed.precision() - parsed.scale();
    if (parsed.scale() > MAX_SCALE || whole > MAX_DIGITS - MAX_SCALE) {
      throw new IllegalArgumentException(
          "has more digits than fit: 20 before and 18 after the point, but is " + quoted(text));
    }
    return parsed;
  }

  private static JsonNode writeDuration(Object value, String key) {
    Duration duration = (Duration) value;
    return key.endsWith("_ms")
        ? JSON.numberNode(duration.toMillis())
        : JSON.textNode(DurationText.write(duration));
  }

  private static URI httpUrl(String text) {
    try {
      URI url = new URI(text.strip());
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      throw new IllegalArgumentException(urlExpected(), notUrl);
    }
    throw new IllegalArgumentException(urlExpected());
  }

  private static String urlExpected() {
    return "must be an http or https URL with a host, and without user information or fragment";
  }

  private static Instant instant(String text) {
    String stripped = text.strip();
    try {
      return stripped.length() == 10
          ? LocalDate.parse(stripped).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(stripped);
    } catch (DateTimeException notTime) {
      throw new IllegalArgumentException(
          "must be a date such as 2026-01-31 or a time such as 2026-01-31T00:00:00Z, but is "
              + quoted(text),
          notTime);
    }
  }

  private static Scalar enumeration(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    List<String> names = new ArrayList<>();
    for (Object constant : constants) {
      names.add(spelling((Enum<?>) constant));
    }
    return new Scalar(
        String.join(", ", names),
        "string",
        (text, _) -> constant(constants, names, text),
        (value, _) -> JSON.textNode(spelling((Enum<?>) value)));
  }

  private static Object constant(Object[] constants, List<String> names, String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    for (Object constant : constants) {
      Enum<?> value = (Enum<?>) constant;
      if (spelling(value).equals(wanted) || otherSpellings(value).contains(wanted)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "must be one of "
            + String.join(", ", names)
            + ", but is "
            + quoted(text)
            + Suggestion.didYouMean(wanted, names));
  }

  /** How an enum constant is written: its name in lower case. */
  static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The other texts that mean an enum constant. */
  static List<String> otherSpellings(Enum<?> constant) {
    try {
      Field field = constant.getDeclaringClass().getField(constant.name());
      Spelling spelling = field.getAnnotation(Spelling.class);
      return spelling == null ? List.of() : List.of(spelling.value());
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String quoted(String text) {
    return "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
  }
}
