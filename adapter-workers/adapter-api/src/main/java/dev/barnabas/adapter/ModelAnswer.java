package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that the model answered.
 *
 * @param content the text; empty if there are only tool calls
 * @param toolCalls the model asks for
 * @param finishReason why it stopped
 * @param usage tokens, normalised
 * @param rawUsageJson the provider's usage object as it sent it; null if it sent none
 * @param modelVersion the model that answered, by the provider's word
 * @param providerRequestId the provider's name of the HTTP request
 * @param providerResponseId the provider's name of the answer
 * @param times of the call
 */
public record ModelAnswer(
    String content,
    List<ToolCall> toolCalls,
    FinishReason finishReason,
    TokenUsage usage,
    @Nullable String rawUsageJson,
    String modelVersion,
    @Nullable String providerRequestId,
    @Nullable String providerResponseId,
    CallTimes times)
    implements ModelOutcome {

  public ModelAnswer {
    requireNonNull(content, "content");
    toolCalls = List.copyOf(toolCalls);
    requireNonNull(finishReason, "finishReason");
    requireNonNull(usage, "usage");
    requireNonNull(modelVersion, "modelVersion");
    requireNonNull(times, "times");
    if (content.isEmpty() && toolCalls.isEmpty()) {
      throw new IllegalArgumentException("an answer has neither content nor toolCalls");
    }
  }

  /** This answer with another count of its tokens. */
  public ModelAnswer using(TokenUsage used, @Nullable String rawJson) {
    return new ModelAnswer(
        content,
        toolCalls,
        finishReason,
        used,
        rawJson,
        modelVersion,
        providerRequestId,
        providerResponseId,
        times);
  }

  /** Sizes and ids only: what the model said is never printed. */
  @Override
  public String toString() {
    return "ModelAnswer[content=%d chars, toolCalls=%d, finishReason=%s, modelVersion=%s, usage=%s]"
        .formatted(content.length(), toolCalls.size(), finishReason, modelVersion, usage);
  }
}
