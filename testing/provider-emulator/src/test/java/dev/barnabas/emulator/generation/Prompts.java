package dev.barnabas.emulator.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prompts for tests. */
final class Prompts {
  private Prompts() {}

  static Prompt saying(String text) {
    return of("emulator-fast", text, List.of(), null);
  }

  static Prompt of(String model, String text, List<String> stop, @Nullable Integer maxTokens) {
    return with(
        model,
        List.of(PromptMessage.of("user", text)),
        List.of(),
        new ToolChoice.Auto(),
        new AnswerFormat.Text(),
        stop,
        maxTokens);
  }

  static Prompt withTools(String text, ToolChoice choice, Tool... tools) {
    return with(
        "emulator-fast",
        List.of(PromptMessage.of("user", text)),
        List.of(tools),
        choice,
        new AnswerFormat.Text(),
        List.of(),
        null);
  }

  static Prompt with(
      String model,
      List<PromptMessage> messages,
      List<Tool> tools,
      ToolChoice choice,
      AnswerFormat format,
      List<String> stop,
      @Nullable Integer maxTokens) {
    return new Prompt(
        model, messages, tools, choice, format, stop, maxTokens, 1, null, false, false);
  }
}
