package dev.barnabas.adapter.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.FinishReason;
import dev.barnabas.adapter.JsonSchema;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.Role;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.ToolDefinition;
import dev.barnabas.adapter.UsageMeasure;
import dev.barnabas.adapter.simulated.SimulatedFault.Spoiling;
import dev.barnabas.vocabulary.FailureKind;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the answer of a call, as JSON like a provider's, checks it and reads it. */
final class SimulatedAnswers {
  private static final String VERSION_SUFFIX = "-2026-11-01";

  private final JsonSchema schema;
  private final AnswerText text;

  SimulatedAnswers(JsonSchema schema, AnswerText text) {
    this.schema = schema;
    this.text = text;
  }

  static String requestId(ModelCall call) {
    return "sim_" + HexFormat.of().toHexDigits(Seed.of(call.callId()));
  }

  ModelOutcome outcome(ModelCall call, @Nullable Spoiling spoiling, CallTimes times) {
    Optional<ToolDefinition> tool = toolToCall(call);
    List<ToolCall> toolCalls =
        tool.isPresent() && spoiling == null ? List.of(toolCall(call, tool.get())) : List.of();
    Draft draft =
        toolCalls.isEmpty() ? draft(call, spoiling) : new Draft("", FinishReason.TOOL_CALLS);
    TokenUsage usage =
        TokenUsage.of(
            TokenCounter.ofPrompt(call),
            TokenCounter.ofAnswer(draft.content(), toolCalls),
            UsageMeasure.PROVIDER_REPORTED);
    ObjectNode body = body(call, draft, usage, spoiling);
    List<JsonSchema.Violation> violations = schema.violations(body);
    if (!violations.isEmpty()) {
      return failure(
          FailureKind.CONTRACT_VIOLATED, violations.getFirst().code(), call, body, usage, times);
    }
    return read(call, body, toolCalls, usage, times);
  }

  private record Draft(String content, FinishReason finish) {}

  private Draft draft(ModelCall call, @Nullable Spoiling spoiling) {
    String whole = content(call);
    String half = TokenCounter.cut(whole, Math.max(1, TokenCounter.ofText(whole) / 2));
    return switch (spoiling) {
      case FILTERED -> new Draft("", FinishReason.CONTENT_FILTER);
      case REFUSAL -> new Draft("I cannot help with that.", FinishReason.CONTENT_FILTER);
      case CUT_OFF -> new Draft(half, FinishReason.LENGTH);
      case EMPTY_CUT_OFF -> new Draft("", FinishReason.LENGTH);
      case BROKEN_CONTENT -> new Draft("[\"contract-violation\"]", FinishReason.STOP);
      case null -> bounded(call, whole);
      case BROKEN_ENVELOPE, NO_USAGE -> bounded(call, whole);
    };
  }

  /** Ends at the first stop text and at the cap, as providers do. */
  private static Draft bounded(ModelCall call, String whole) {
    int stop =
        call.sampling().stop().stream()
            .mapToInt(whole::indexOf)
            .filter(index -> index >= 0)
            .min()
            .orElse(whole.length());
    String stopped = whole.substring(0, stop);
    String cut = TokenCounter.cut(stopped, call.maxOutputTokens());
    return new Draft(
        cut, cut.length() < stopped.length() ? FinishReason.LENGTH : FinishReason.STOP);
  }

  private String content(ModelCall call) {
    return switch (call.responseFormat()) {
      case ResponseFormat.PlainText _ -> text.prose(call);
      case ResponseFormat.AnyJson _ ->
          JsonNodeFactory.instance.objectNode().put("answer", text.brief(call)).toString();
      case ResponseFormat.Schema wanted -> example(wanted.schemaJson(), call);
    };
  }

  private String example(String schemaJson, ModelCall call) {
    JsonNode parsed = JsonText.read(schemaJson).orElseThrow();
    return new SchemaExample(parsed, text.brief(call)).value().toString();
  }

  /** A tool is asked for once: when its answer is there, text follows. */
  private static Optional<ToolDefinition> toolToCall(ModelCall call) {
    boolean answered = call.messages().stream().anyMatch(message -> message.role() == Role.TOOL);
    return answered ? Optional.empty() : call.tools().stream().findFirst();
  }

  private ToolCall toolCall(ModelCall call, ToolDefinition tool) {
    String parameters =
        tool.parametersJson() == null ? "{\"type\":\"object\"}" : tool.parametersJson();
    String id = "call_" + HexFormat.of().toHexDigits(Seed.of(call));
    return new ToolCall(id, tool.name(), example(parameters, call));
  }

  private static ObjectNode body(
      ModelCall call, Draft draft, TokenUsage usage, @Nullable Spoiling spoiling) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "answer_" + HexFormat.of().toHexDigits(Seed.of(call)))
            .put("model", call.model() + VERSION_SUFFIX)
            .put("finish_reason", draft.finish().word());
    if (spoiling != Spoiling.BROKEN_ENVELOPE) {
      body.put("content", draft.content());
    }
    if (spoiling != Spoiling.NO_USAGE) {
      body.putObject("usage")
          .put("input_tokens", usage.inputTokens())
          .put("output_tokens", usage.outputTokens());
    }
    return body;
  }

  private static ModelOutcome read(
      ModelCall call,
      ObjectNode body,
      List<ToolCall> toolCalls,
      TokenUsage usage,
      CallTimes times) {
    String content = body.path("content").asText();
    boolean reported = body.has("usage");
    if (content.isEmpty() && toolCalls.isEmpty()) {
      boolean filtered = body.path("finish_reason").asText().equals("content_filter");
      return failure(
          filtered ? FailureKind.CONTENT_FILTERED : FailureKind.OUTPUT_CUT_OFF,
          ProviderCode.of("empty_answer:" + body.path("finish_reason").asText()),
          call,
          body,
          usage,
          times);
    }
    return new ModelAnswer(
        content,
        toolCalls,
        FinishReason.valueOf(body.path("finish_reason").asText().toUpperCase(Locale.ROOT)),
        reported ? usage : TokenUsage.estimated(call, content),
        reported ? body.get("usage").toString() : null,
        body.path("model").asText(),
        requestId(call),
        body.path("id").asText(),
        times);
  }

  private static ModelFailure failure(
      FailureKind kind,
      ProviderCode code,
      ModelCall call,
      ObjectNode body,
      TokenUsage usage,
      CallTimes times) {
    return new ModelFailure(
        kind, 200, null, code, usage, body.path("usage").toString(), null, requestId(call), times);
  }
}
