package dev.barnabas.emulator.generation;

import com.fasterxml.jackson.databind.JsonNode;

/** Strings that meet a schema's format, pattern and length; else an echo of the prompt. */
final class StringSampler {
  private static final int MOST_LENGTH = 100_000;

  private final String echo;
  private final String seed;

  StringSampler(String echo, String seed) {
    this.echo = echo;
    this.seed = seed;
  }

  String sample(JsonNode schema) {
    if (schema.path("pattern").isTextual()) {
      return PatternSampler.sample(schema.path("pattern").asText()).orElse(echo);
    }
    return schema.path("format").isTextual()
        ? formatted(schema)
        : fitted(echo.isEmpty() ? seed.substring(0, 8) : echo, schema);
  }

  private String formatted(JsonNode schema) {
    return switch (schema.path("format").asText()) {
      case "date-time" -> "2026-11-20T12:00:00Z";
      case "date" -> "2026-11-20";
      case "time" -> "12:00:00Z";
      case "duration" -> "PT1H";
      case "email", "idn-email" -> "someone@example.com";
      case "hostname", "idn-hostname" -> "host.example.com";
      case "ipv4" -> "192.0.2.1";
      case "ipv6" -> "2001:db8::1";
      case "uuid" -> uuid();
      case "uri", "iri", "uri-reference", "iri-reference" ->
          "https://example.com/" + seed.charAt(0);
      default -> fitted(echo, schema);
    };
  }

  private String uuid() {
    return "%s-%s-4%s-8%s-%s"
        .formatted(
            seed.substring(0, 8),
            seed.substring(8, 12),
            seed.substring(12, 15),
            seed.substring(15, 18),
            seed.substring(18, 30));
  }

  private static String fitted(String text, JsonNode schema) {
    int least = Math.min(MOST_LENGTH, schema.path("minLength").asInt(0));
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      return text.substring(0, text.offsetByCodePoints(0, most));
    }
    return length < least ? text + ".".repeat(least - length) : text;
  }
}
