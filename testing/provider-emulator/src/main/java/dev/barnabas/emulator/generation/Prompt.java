package dev.barnabas.emulator.generation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A validated request of either provider.
 *
 * @param maxTokens bound on the output tokens of each choice; absent for none
 * @param choices how many answers are wanted
 * @param seed the caller's seed, part of what the answer is derived from
 * @param includeUsage whether a stream is to end with the usage (OpenAI's option)
 */
public record Prompt(
    String model,
    List<PromptMessage> messages,
    List<Tool> tools,
    ToolChoice toolChoice,
    AnswerFormat format,
    List<String> stop,
    @Nullable Integer maxTokens,
    int choices,
    @Nullable Long seed,
    boolean stream,
    boolean includeUsage) {

  public Prompt {
    Objects.requireNonNull(model, "model");
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    Objects.requireNonNull(toolChoice, "toolChoice");
    Objects.requireNonNull(format, "format");
    stop = List.copyOf(stop);
  }

  /** Text of the last message a user wrote, or of the last message. */
  public String lastUserText() {
    return messages.reversed().stream()
        .filter(m -> m.role().equals("user") && !m.text().isEmpty())
        .findFirst()
        .or(() -> messages.isEmpty() ? Optional.empty() : lastMessage())
        .map(PromptMessage::text)
        .orElse("");
  }

  private Optional<PromptMessage> lastMessage() {
    return Optional.of(messages.getLast());
  }
}
