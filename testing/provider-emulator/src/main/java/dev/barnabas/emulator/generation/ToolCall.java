package dev.barnabas.emulator.generation;

import java.util.Objects;

/**
 * A call the model wants made.
 *
 * @param arguments a JSON object as text
 */
public record ToolCall(String name, String arguments) {
  public ToolCall {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arguments, "arguments");
  }
}
