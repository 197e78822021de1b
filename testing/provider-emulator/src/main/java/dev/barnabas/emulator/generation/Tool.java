package dev.barnabas.emulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A function the model may call.
 *
 * @param schema JSON schema of its arguments
 * @param definition the whole definition as sent, for counting
 */
public record Tool(String name, JsonNode schema, String definition) {
  public Tool {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(definition, "definition");
  }
}
