package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A tool the model may ask for.
 *
 * @param name of the function
 * @param description for the model
 * @param parametersJson JSON Schema of its arguments; null means none
 * @param strict whether the provider must hold the model to the schema
 */
public record ToolDefinition(
    String name, @Nullable String description, @Nullable String parametersJson, boolean strict) {

  public ToolDefinition {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("a tool's name is blank");
    }
  }
}
