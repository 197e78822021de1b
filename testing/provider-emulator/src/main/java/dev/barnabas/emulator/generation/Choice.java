package dev.barnabas.emulator.generation;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a generation.
 *
 * @param stopSequence the stop sequence met, with {@link FinishReason#STOP_SEQUENCE}
 */
public record Choice(
    String text, List<ToolCall> toolCalls, FinishReason finish, @Nullable String stopSequence) {
  public Choice {
    Objects.requireNonNull(text, "text");
    toolCalls = List.copyOf(toolCalls);
    Objects.requireNonNull(finish, "finish");
  }
}
