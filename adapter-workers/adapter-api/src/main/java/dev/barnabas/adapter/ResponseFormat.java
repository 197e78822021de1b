package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

/** The form the answer must have. */
public sealed interface ResponseFormat {

  /** Any text. */
  record PlainText() implements ResponseFormat {}

  /** Any JSON object. */
  record AnyJson() implements ResponseFormat {}

  /**
   * JSON of a schema.
   *
   * @param name of the schema, letters, digits, {@code _} and {@code -}
   * @param schemaJson the JSON Schema
   * @param strict whether the provider must hold the model to it
   */
  record Schema(String name, String schemaJson, boolean strict) implements ResponseFormat {
    public Schema {
      requireNonNull(name, "name");
      requireNonNull(schemaJson, "schemaJson");
    }
  }

  /** Any text: what a request without a format asks for. */
  ResponseFormat TEXT = new PlainText();
}
