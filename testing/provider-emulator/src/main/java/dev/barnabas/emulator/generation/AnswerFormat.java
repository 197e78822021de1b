package dev.barnabas.emulator.generation;

import com.fasterxml.jackson.databind.JsonNode;

/** The form an answer is asked for in. */
public sealed interface AnswerFormat {
  /** Prose. */
  record Text() implements AnswerFormat {}

  /** Any JSON object. */
  record AnyJsonObject() implements AnswerFormat {}

  /** JSON valid for the schema. */
  record Structured(JsonNode schema) implements AnswerFormat {}
}
