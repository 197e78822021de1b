package dev.barnabas.broker.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant wrote, raw: sealed wherever it is stored, redacted anew for every partner it goes
 * to.
 *
 * @param messages the conversation
 * @param tools the functions
 * @param answerFormat the form of the answer
 * @param sampling how to generate
 */
public record Original(
    List<ChatMessage> messages,
    List<FunctionDefinition> tools,
    @Nullable AnswerFormat answerFormat,
    Sampling sampling) {
  public Original {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
