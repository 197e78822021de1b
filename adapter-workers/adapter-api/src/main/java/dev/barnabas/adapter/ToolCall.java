package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

/**
 * A model's wish to have a tool called.
 *
 * @param id names the call in the tool's answer
 * @param name of the tool
 * @param argumentsJson a JSON object as text, as the model wrote it; it may be malformed
 */
public record ToolCall(String id, String name, String argumentsJson) {

  public ToolCall {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(argumentsJson, "argumentsJson");
  }

  /** Without the arguments: they are payload. */
  @Override
  public String toString() {
    return "ToolCall[id=" + id + ", name=" + name + "]";
  }
}
