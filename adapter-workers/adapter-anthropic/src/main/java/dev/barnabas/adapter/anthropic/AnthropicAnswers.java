package dev.barnabas.adapter.anthropic;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.TextBlock;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.FinishReason;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ResponseHeaders;
import dev.barnabas.vocabulary.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads a message that meets the envelope. */
final class AnthropicAnswers {
  private AnthropicAnswers() {}

  static ModelOutcome outcome(ModelCall call, Answered answered, JsonNode body) {
    Message message =
        ObjectMappers.jsonMapper().convertValue(body, new TypeReference<Message>() {});
    String content =
        message.content().stream()
            .flatMap(block -> block.text().stream())
            .map(TextBlock::text)
            .collect(Collectors.joining());
    List<ToolCall> toolCalls = toolCalls(body);
    FinishReason finish = finish(body.path("stop_reason").textValue());
    Optional<ReportedUsage> usage = AnthropicUsage.of(body);
    if (content.isEmpty() && toolCalls.isEmpty()) {
      return nothingSaid(finish, answered, usage);
    }
    return new ModelAnswer(
        content,
        toolCalls,
        finish,
        usage.map(ReportedUsage::usage).orElseGet(() -> TokenUsage.estimated(call, content)),
        usage.map(ReportedUsage::rawJson).orElse(null),
        message.model().asString(),
        requestId(answered.headers()).orElse(null),
        message.id(),
        answered.times());
  }

  static Optional<String> requestId(ResponseHeaders headers) {
    return headers.first("request-id").or(() -> headers.first("x-request-id"));
  }

  /** Tokens were spent, but on nothing that can be read: each reason has its own consequence. */
  private static ModelFailure nothingSaid(
      FinishReason finish, Answered answered, Optional<ReportedUsage> usage) {
    FailureKind kind =
        switch (finish) {
          case LENGTH -> FailureKind.OUTPUT_CUT_OFF;
          case CONTENT_FILTER -> FailureKind.CONTENT_FILTERED;
          case STOP, TOOL_CALLS -> FailureKind.CONTRACT_VIOLATED;
        };
    return new ModelFailure(
        kind,
        answered.status(),
        null,
        ProviderCode.of("empty_answer:" + finish.word()),
        usage.map(ReportedUsage::usage).orElse(null),
        usage.map(ReportedUsage::rawJson).orElse(null),
        null,
        requestId(answered.headers()).orElse(null),
        answered.times());
  }

  private static FinishReason finish(String word) {
    return switch (word) {
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      default -> FinishReason.STOP;
    };
  }

  /** Read from the JSON itself, so that the arguments keep their numbers as they came. */
  private static List<ToolCall> toolCalls(JsonNode body) {
    return StreamSupport.stream(body.path("content").spliterator(), false)
        .filter(block -> block.path("type").asText().equals("tool_use"))
        .map(block ->
            new ToolCall(
                block.path("id").textValue(),
                block.path("name").textValue(),
                block.path("input").toString()))
        .toList();
  }
}
