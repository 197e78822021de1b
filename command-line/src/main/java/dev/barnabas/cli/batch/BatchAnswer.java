package dev.barnabas.cli.batch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.schemas.Amount;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.ResponseError;
import dev.barnabas.schemas.ToolCall;
import dev.barnabas.schemas.Usage;
import dev.barnabas.topics.RecordJson;
import dev.barnabas.vocabulary.ErrorCode;
import java.util.List;
import java.util.Map;

/** Answers as lines, each in the form of its request. */
public final class BatchAnswer {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> TOO_MANY =
      List.of(ErrorCode.QUOTA_EXCEEDED.name(), ErrorCode.QUEUE_FULL.name());

  private BatchAnswer() {}

  /** The line of a response. */
  public static String of(BatchLine.Good line, InferenceResponse response) {
    return switch (line.form()) {
      case OWN -> RecordJson.write(response);
      case OPENAI -> openAi(line, response).toString();
    };
  }

  /** The line of a request that has no response. */
  public static String without(BatchLine.Good line, String code, String message) {
    ObjectNode json = JSON.createObjectNode();
    switch (line.form()) {
      case OWN ->
          json.put("tenantId", line.request().getMetadata().getTenantId())
              .put("correlationId", line.request().getMetadata().getCorrelationId());
      case OPENAI -> frame(json, line).putNull("response");
    }
    json.putObject("error").put("code", code).put("message", message);
    return json.toString();
  }

  private static ObjectNode frame(ObjectNode json, BatchLine.Good line) {
    String id = line.request().getMetadata().getCorrelationId();
    return json.put("id", "batch_req_" + id).put("custom_id", id);
  }

  private static ObjectNode openAi(BatchLine.Good line, InferenceResponse response) {
    ObjectNode json = frame(JSON.createObjectNode(), line);
    ObjectNode http =
        json.putObject("response")
            .put("status_code", status(response))
            .put("request_id", response.getCorrelationId());
    ObjectNode body = http.putObject("body");
    ResponseError error = response.getError();
    if (error == null) {
      completion(body, response);
    } else {
      body.putObject("error")
          .put("message", error.getMessage())
          .put("type", "barnabas_error")
          .put("param", error.getField())
          .put("code", error.getCode());
    }
    ours(body.putObject("barnabas"), response);
    return json.putNull("error");
  }

  /** An HTTP status that says about the same. */
  static int status(InferenceResponse response) {
    ResponseError error = response.getError();
    return switch (response.getStatus()) {
      case COMPLETED, DEGRADED -> 200;
      case REJECTED -> error != null && TOO_MANY.contains(error.getCode()) ? 429 : 400;
      case FAILED, UNRECOGNISED -> 502;
      case EXPIRED -> 504;
      case CANCELLED -> 409;
    };
  }

  private static void completion(ObjectNode body, InferenceResponse response) {
    String model = response.getModelVersion();
    body.put("id", "chatcmpl-" + response.getCorrelationId())
        .put("object", "chat.completion")
        .put("created", response.getCompletedAt().getEpochSecond())
        .put("model", model == null ? response.getRoute() : model);
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    ObjectNode message =
        choice.putObject("message").put("role", "assistant").put("content", response.getContent());
    for (ToolCall call : response.getToolCalls()) {
      ObjectNode json =
          message
              .withArray("tool_calls")
              .addObject()
              .put("id", call.getId())
              .put("type", "function");
      json.putObject("function").put("name", call.getName()).put("arguments", call.getArguments());
    }
    choice.putNull("logprobs").put("finish_reason", response.getFinishReason());
    Usage usage = response.getUsage();
    if (usage != null) {
      body.putObject("usage")
          .put("prompt_tokens", usage.getInputTokens())
          .put("completion_tokens", usage.getOutputTokens())
          .put("total_tokens", usage.getInputTokens() + usage.getOutputTokens());
    }
  }

  /** What OpenAI's form has no place for. */
  private static void ours(ObjectNode json, InferenceResponse response) {
    json.put("status", response.getStatus().name())
        .put("partnerId", response.getPartnerId())
        .put("totalMs", response.getTotalMs());
    Amount cost = response.getCost();
    if (cost != null) {
      json.put("cost", cost.getAmount().stripTrailingZeros().toPlainString())
          .put("currency", cost.getCurrency());
    }
    ObjectNode redactions = json.putObject("redactions");
    for (Map.Entry<String, Integer> type : response.getRedactions().entrySet()) {
      redactions.put(type.getKey(), type.getValue());
    }
  }
}
