package dev.barnabas.emulator.openai;

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
import java.util.List;

/** OpenAI's dialect. */
public final class OpenAiApi implements ProviderApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String BEARER = "Bearer ";
  private static final long REQUESTS_PER_MINUTE = 10_000;
  private static final long TOKENS_PER_MINUTE = 2_000_000;

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public String requestIdHeader() {
    return "x-request-id";
  }

  @Override
  public String requestId(String callToken) {
    return "req_" + callToken;
  }

  @Override
  public String apiKey(HttpHeaders headers) {
    return headers
        .first("authorization")
        .filter(value -> value.startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()).strip())
        .orElse("");
  }

  @Override
  public PromptReading read(JsonNode body) {
    return OpenAiRequest.read(body);
  }

  @Override
  public JsonNode answer(Prompt prompt, Generation generation) {
    return OpenAiAnswer.of(generation);
  }

  /** {@code choices} is an object, and the content a number. */
  @Override
  public JsonNode brokenEnvelope(Prompt prompt, Generation generation) {
    ObjectNode broken = OpenAiAnswer.envelope(generation, "chat.completion");
    broken.putObject("choices").put("content", 42);
    broken.put("usage", "unknown");
    return broken;
  }

  @Override
  public List<String> stream(Prompt prompt, Generation generation) {
    return OpenAiStream.of(generation, prompt.includeUsage());
  }

  @Override
  public String brokenEvent() {
    return OpenAiStream.event("{\"object\":\"chat.completion.chunk\",\"choices\":{\"delta\":42}}");
  }

  @Override
  public String streamError(String requestId) {
    ProviderError error =
        ProviderError.of(ErrorKind.SERVER_ERROR, "The server failed during the stream.");
    return OpenAiStream.event(errorBody(error, requestId).toString());
  }

  @Override
  public boolean carriesContent(String event) {
    return event.contains("\"delta\":{\"content\":\"") || event.contains("\"arguments\":");
  }

  @Override
  public int status(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_LENGTH -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case MODEL_NOT_FOUND, PATH_NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case TOO_LARGE -> 413;
      case UNPROCESSABLE -> 422;
      case RATE_LIMITED, SPEND_LIMIT, CREDIT_EXHAUSTED -> 429;
      case SERVER_ERROR -> 500;
      case BAD_GATEWAY -> 502;
      case UNAVAILABLE -> 503;
      case GATEWAY_TIMEOUT -> 504;
      case OVERLOADED -> 529;
    };
  }

  @Override
  public JsonNode errorBody(ProviderError error, String requestId) {
    String code = error.code();
    ObjectNode body = NODES.objectNode();
    body.putObject("error")
        .put("message", error.message())
        .put("type", type(error.kind()))
        .put("param", error.param())
        .put("code", code == null ? OpenAiCodes.of(error.kind()) : code);
    return body;
  }

  private static String type(ErrorKind kind) {
    return switch (kind) {
      case RATE_LIMITED -> "requests";
      case SPEND_LIMIT, CREDIT_EXHAUSTED -> "insufficient_quota";
      case SERVER_ERROR, BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT, OVERLOADED -> "server_error";
      case INVALID_REQUEST,
          UNAUTHENTICATED,
          FORBIDDEN,
          MODEL_NOT_FOUND,
          PATH_NOT_FOUND,
          METHOD_NOT_ALLOWED,
          TOO_LARGE,
          UNPROCESSABLE,
          CONTEXT_LENGTH ->
          "invalid_request_error";
    };
  }

  @Override
  public HttpHeaders headers(CallHead head, Instant now) {
    long requestsLeft = head.rateLimited() ? 0 : REQUESTS_PER_MINUTE - 1;
    long tokensLeft = Math.max(0, TOKENS_PER_MINUTE - head.inputTokens());
    return HttpHeaders.of(
        "openai-organization", "org-emulator",
        "openai-processing-ms", Long.toString(head.processingMs()),
        "openai-version", "2020-10-01",
        "x-ratelimit-limit-requests", Long.toString(REQUESTS_PER_MINUTE),
        "x-ratelimit-limit-tokens", Long.toString(TOKENS_PER_MINUTE),
        "x-ratelimit-remaining-requests", Long.toString(requestsLeft),
        "x-ratelimit-remaining-tokens", Long.toString(tokensLeft),
        "x-ratelimit-reset-requests", head.rateLimited() ? "2s" : "6ms",
        "x-ratelimit-reset-tokens", "1ms");
  }
}
