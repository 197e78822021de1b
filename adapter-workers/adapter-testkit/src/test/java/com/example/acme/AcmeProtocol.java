package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallRules;
import dev.barnabas.adapter.FinishReason;
import dev.barnabas.adapter.JsonText;
import dev.barnabas.adapter.Message;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.ResponseFormat;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.ToolCall;
import dev.barnabas.adapter.http.CallHeaders;
import dev.barnabas.adapter.http.Endpoint;
import dev.barnabas.adapter.http.ExchangeOutcome;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.ExchangeRequest;
import dev.barnabas.adapter.http.HttpTransport;
import dev.barnabas.adapter.http.ProviderProtocol;
import dev.barnabas.adapter.http.ResponseHeaders;
import dev.barnabas.adapter.http.RetryAfter;
import dev.barnabas.adapter.http.StreamAssembly;
import dev.barnabas.adapter.http.StreamReader;
import dev.barnabas.vocabulary.FailureKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Acme speaks chat completions without anybody's SDK. */
final class AcmeProtocol implements ProviderProtocol {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final AdapterSettings settings;
  private final HttpTransport transport;
  private final String base;

  AcmeProtocol(AdapterSettings settings) {
    this.settings = settings;
    this.transport = new HttpTransport(settings.limits(), settings.clock());
    this.base = Endpoint.versioned(Objects.requireNonNull(settings.endpoint(), "endpoint"));
  }

  @Override
  public CallRules rules() {
    return new CallRules(Set.of("model", "messages", "max_tokens", "stream"), Set.of(), false);
  }

  @Override
  public StreamAssembly assembly(ModelCall call) {
    return new AcmeStreamAssembly();
  }

  @Override
  public ExchangeOutcome send(
      ModelCall call, String apiKey, Duration total, @Nullable StreamReader stream) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    CallHeaders.of(call).forEach((name, value) -> headers.put(name, List.of(value)));
    headers.put("content-type", List.of("application/json"));
    headers.put("authorization", List.of("Bearer " + apiKey));
    ObjectNode body = body(call);
    if (stream != null) {
      body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    URI uri = URI.create(base + "/chat/completions");
    return transport.exchange(new ExchangeRequest("POST", uri, headers, bytes, total, stream));
  }

  @Override
  public ExchangeOutcome probe(String apiKey, Duration total) {
    Map<String, List<String>> headers = Map.of("authorization", List.of("Bearer " + apiKey));
    return transport.exchange(
        new ExchangeRequest("GET", URI.create(base + "/models"), headers, new byte[0], total));
  }

  @Override
  public boolean isError(JsonNode body) {
    return body.path("error").isObject();
  }

  @Override
  public ModelFailure failure(Answered answered, JsonNode body) {
    String code = body.path("error").path("code").asText("");
    String known = code.isEmpty() || code.equals("null") ? "http_" + answered.status() : code;
    return new ModelFailure(
        kind(answered.status(), code),
        answered.status(),
        RetryAfter.of(answered.headers(), settings.clock().instant()).orElse(null),
        ProviderCode.of(known),
        null,
        null,
        null,
        requestId(answered.headers()).orElse(null),
        answered.times());
  }

  private static FailureKind kind(int status, String code) {
    return switch (code) {
      case "insufficient_quota", "credit_balance_exhausted" -> FailureKind.SPEND_LIMIT;
      case "context_length_exceeded" -> FailureKind.CONTEXT_TOO_LONG;
      default ->
          switch (status) {
            case 429 -> FailureKind.RATE_LIMITED;
            case 401, 403 -> FailureKind.AUTHENTICATION_FAILED;
            case 404 -> FailureKind.MODEL_NOT_FOUND;
            case 413 -> FailureKind.CONTEXT_TOO_LONG;
            case 400, 422 -> FailureKind.REQUEST_INVALID;
            default -> FailureKind.PROVIDER_UNAVAILABLE;
          };
    };
  }

  @Override
  public ModelOutcome answer(ModelCall call, Answered answered, JsonNode body) {
    JsonNode choice = body.path("choices").path(0);
    JsonNode message = choice.path("message");
    String content = message.path("content").asText("") + message.path("refusal").asText("");
    String said = content.replace("null", "");
    List<ToolCall> toolCalls = new ArrayList<>();
    for (JsonNode asked : message.path("tool_calls")) {
      JsonNode function = asked.path("function");
      toolCalls.add(
          new ToolCall(
              asked.path("id").asText(),
              function.path("name").asText(),
              function.path("arguments").asText()));
    }
    Optional<ReportedUsage> usage = usage(body);
    FinishReason finish = finish(choice.path("finish_reason").asText());
    if (said.isEmpty() && toolCalls.isEmpty()) {
      return new ModelFailure(
          finish == FinishReason.LENGTH
              ? FailureKind.OUTPUT_CUT_OFF
              : FailureKind.CONTRACT_VIOLATED,
          answered.status(),
          null,
          ProviderCode.of("empty_answer"),
          usage.map(ReportedUsage::usage).orElse(null),
          usage.map(ReportedUsage::rawJson).orElse(null),
          null,
          requestId(answered.headers()).orElse(null),
          answered.times());
    }
    return new ModelAnswer(
        said,
        toolCalls,
        finish,
        usage.map(ReportedUsage::usage).orElseGet(() -> TokenUsage.estimated(call, said)),
        usage.map(ReportedUsage::rawJson).orElse(null),
        body.path("model").asText(),
        requestId(answered.headers()).orElse(null),
        body.path("id").asText(),
        answered.times());
  }

  private static FinishReason finish(String word) {
    return switch (word) {
      case "length" -> FinishReason.LENGTH;
      case "tool_calls" -> FinishReason.TOOL_CALLS;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      default -> FinishReason.STOP;
    };
  }

  @Override
  public Optional<ReportedUsage> usage(JsonNode body) {
    JsonNode usage = body.path("usage");
    return usage.isObject()
        ? Optional.of(
            new ReportedUsage(
                TokenUsage.reported(
                    usage.path("prompt_tokens").asLong(),
                    usage.path("completion_tokens").asLong(),
                    usage.path("prompt_tokens_details").path("cached_tokens").asLong(),
                    0,
                    0,
                    0),
                usage.toString()))
        : Optional.empty();
  }

  @Override
  public Optional<String> requestId(ResponseHeaders headers) {
    return headers.first("x-request-id");
  }

  @Override
  public void close() {
    transport.close();
  }

  private static ObjectNode body(ModelCall call) {
    ObjectNode body = NODES.objectNode().put("model", call.model());
    ArrayNode messages = body.putArray("messages");
    call.messages().forEach(message -> messages.add(message(message)));
    body.put("max_tokens", call.maxOutputTokens());
    call.sampling().stop().forEach(body.withArray("stop")::add);
    if (call.sampling().stop().isEmpty()) {
      body.remove("stop");
    }
    call.tools()
        .forEach(tool -> {
          ObjectNode function =
              body.withArray("tools").addObject().put("type", "function").putObject("function");
          function.put("name", tool.name());
          if (tool.parametersJson() != null) {
            function.set("parameters", JsonText.read(tool.parametersJson()).orElseThrow());
          }
        });
    if (call.responseFormat() instanceof ResponseFormat.Schema schema) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      ObjectNode described = format.putObject("json_schema").put("name", schema.name());
      described.set("schema", JsonText.read(schema.schemaJson()).orElseThrow());
    }
    return body;
  }

  private static ObjectNode message(Message message) {
    ObjectNode node =
        NODES.objectNode().put("role", message.role().word()).put("content", message.text());
    if (message.toolCallId() != null) {
      node.put("tool_call_id", message.toolCallId());
    }
    message
        .toolCalls()
        .forEach(call ->
            node.withArray("tool_calls")
                .addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.argumentsJson()));
    return node;
  }
}
