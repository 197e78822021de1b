package dev.barnabas.emulator.generation;

import java.util.Objects;

/**
 * One message of a prompt.
 *
 * @param text what the answer may echo
 * @param unspoken counted but never echoed: names, tool calls and their ids
 * @param images number of images
 */
public record PromptMessage(String role, String text, String unspoken, int images) {
  public PromptMessage {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(unspoken, "unspoken");
  }

  public static PromptMessage of(String role, String text) {
    return new PromptMessage(role, text, "", 0);
  }
}
