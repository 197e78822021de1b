package dev.barnabas.adapter.openai;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionMessage;
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

/** Reads a chat completion that meets the envelope. */
final class OpenAiAnswers {
  private OpenAiAnswers() {}

  static ModelOutcome outcome(ModelCall call, Answered answered, JsonNode body) {
    ChatCompletion completion =
        ObjectMappers.jsonMapper().convertValue(body, new TypeReference<ChatCompletion>() {});
    ChatCompletion.Choice choice = completion.choices().getFirst();
    ChatCompletionMessage message = choice.message();
    String content = message.content().orElse("");
    Optional<String> refusal = message.refusal().filter(text -> !text.isEmpty());
    List<ToolCall> toolCalls = toolCalls(message);
    Optional<ReportedUsage> usage = OpenAiUsage.of(body);
    FinishReason finish =
        refusal.isPresent()
            ? FinishReason.CONTENT_FILTER
            : finish(choice.finishReason().asString(), toolCalls);
    String said = content.isEmpty() ? refusal.orElse("") : content;
    if (said.isEmpty() && toolCalls.isEmpty()) {
      return nothingSaid(finish, answered, usage);
    }
    return new ModelAnswer(
        said,
        toolCalls,
        finish,
        usage.map(ReportedUsage::usage).orElseGet(() -> TokenUsage.estimated(call, said)),
        usage.map(ReportedUsage::rawJson).orElse(null),
        completion.model(),
        requestId(answered.headers()).orElse(null),
        body.path("id").textValue(),
        answered.times());
  }

  static Optional<String> requestId(ResponseHeaders headers) {
    return headers.first("x-request-id");
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

  /** Some compatible servers say {@code stop} with tool calls, or words of their own. */
  private static FinishReason finish(String word, List<ToolCall> toolCalls) {
    return switch (word) {
      case "length" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      default -> toolCalls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
    };
  }

  private static List<ToolCall> toolCalls(ChatCompletionMessage message) {
    return message.toolCalls().orElse(List.of()).stream()
        .flatMap(call -> call.function().stream())
        .map(call -> new ToolCall(call.id(), call.function().name(), call.function().arguments()))
        .toList();
  }
}
