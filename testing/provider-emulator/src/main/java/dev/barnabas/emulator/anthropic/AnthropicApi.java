package dev.barnabas.emulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.emulator.call.ErrorKind;
import dev.barnabas.emulator.call.PromptReading;
import dev.barnabas.emulator.call.ProviderApi;
import dev.barnabas.emulator.call.ProviderError;
import dev.barnabas.emulator.generation.Generation;
import dev.barnabas.emulator.generation.Prompt;
import dev.barnabas.emulator.http.HttpHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Anthropic's dialect. */
public final class AnthropicApi implements ProviderApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String BEARER = "Bearer ";
  private static final long REQUESTS_PER_MINUTE = 4_000;
  private static final long INPUT_TOKENS_PER_MINUTE = 2_000_000;
  private static final long OUTPUT_TOKENS_PER_MINUTE = 400_000;

  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public String requestIdHeader() {
    return "request-id";
  }

  @Override
  public String requestId(String callToken) {
    return "req_011" + callToken.substring(0, 21);
  }

  @Override
  public String apiKey(HttpHeaders headers) {
    return headers
        .first("x-api-key")
        .or(() -> headers.first("authorization").filter(v -> v.startsWith(BEARER)))
        .map(value -> value.startsWith(BEARER) ? value.substring(BEARER.length()) : value)
        .map(String::strip)
        .orElse("");
  }

  @Override
  public PromptReading read(JsonNode body) {
    return AnthropicRequest.read(body);
  }

  @Override
  public JsonNode answer(Prompt prompt, Generation generation) {
    return AnthropicAnswer.of(generation);
  }

  /** {@code content} is a number, and the type unknown. */
  @Override
  public JsonNode brokenEnvelope(Prompt prompt, Generation generation) {
    ObjectNode broken = AnthropicAnswer.envelope(generation);
    return broken.put("type", "massage").put("content", 42).put("usage", "unknown");
  }

  @Override
  public List<String> stream(Prompt prompt, Generation generation) {
    return AnthropicStream.of(generation);
  }

  @Override
  public String brokenEvent() {
    ObjectNode broken = NODES.objectNode().put("type", "content_block_delta").put("index", "zero");
    return AnthropicStream.event(broken.put("delta", 42));
  }

  @Override
  public String streamError(String requestId) {
    ProviderError error = ProviderError.of(ErrorKind.OVERLOADED, "Overloaded");
    return AnthropicStream.event((ObjectNode) errorBody(error, requestId));
  }

  @Override
  public boolean carriesContent(String event) {
    return event.startsWith("event: content_block_delta\n");
  }

  @Override
  public int status(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_LENGTH, CREDIT_EXHAUSTED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case MODEL_NOT_FOUND, PATH_NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case TOO_LARGE -> 413;
      case UNPROCESSABLE -> 422;
      case RATE_LIMITED, SPEND_LIMIT -> 429;
      case SERVER_ERROR -> 500;
      case BAD_GATEWAY -> 502;
      case UNAVAILABLE -> 503;
      case GATEWAY_TIMEOUT -> 504;
      case OVERLOADED -> 529;
    };
  }

  @Override
  public JsonNode errorBody(ProviderError error, String requestId) {
    ObjectNode body = NODES.objectNode().put("type", "error");
    String param = error.param();
    String message = error.message();
    ObjectNode inner = body.putObject("error").put("type", type(error.kind()));
    inner.put("message", param == null ? message : param + ": " + message);
    if (error.kind() == ErrorKind.SPEND_LIMIT) {
      inner.putObject("details").put("error_code", "enforced_spend_limit_reached");
    }
    return body.put("request_id", requestId);
  }

  private static String type(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_LENGTH, CREDIT_EXHAUSTED, METHOD_NOT_ALLOWED, UNPROCESSABLE ->
          "invalid_request_error";
      case UNAUTHENTICATED -> "authentication_error";
      case FORBIDDEN -> "permission_error";
      case MODEL_NOT_FOUND, PATH_NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMITED, SPEND_LIMIT -> "rate_limit_error";
      case SERVER_ERROR, BAD_GATEWAY, UNAVAILABLE -> "api_error";
      case GATEWAY_TIMEOUT -> "timeout_error";
      case OVERLOADED -> "overloaded_error";
    };
  }

  @Override
  public HttpHeaders headers(CallHead head, Instant now) {
    String reset = now.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString();
    long requestsLeft = head.rateLimited() ? 0 : REQUESTS_PER_MINUTE - 1;
    long inputLeft = Math.max(0, INPUT_TOKENS_PER_MINUTE - head.inputTokens());
    return HttpHeaders.of("anthropic-organization-id", "org-emulator")
        .and(limit("requests", REQUESTS_PER_MINUTE, requestsLeft, reset))
        .and(limit("input-tokens", INPUT_TOKENS_PER_MINUTE, inputLeft, reset))
        .and(limit("output-tokens", OUTPUT_TOKENS_PER_MINUTE, OUTPUT_TOKENS_PER_MINUTE, reset))
        .and(
            limit(
                "tokens",
                INPUT_TOKENS_PER_MINUTE + OUTPUT_TOKENS_PER_MINUTE,
                inputLeft + OUTPUT_TOKENS_PER_MINUTE,
                reset));
  }

  private static HttpHeaders limit(String what, long limit, long left, String reset) {
    String prefix = "anthropic-ratelimit-" + what;
    return HttpHeaders.of(
        prefix + "-limit", Long.toString(limit),
        prefix + "-remaining", Long.toString(left),
        prefix + "-reset", reset);
  }
}
