package dev.barnabas.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.RetryAfter;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place where OpenAI's statuses and error bodies become failure kinds. Compatible servers
 * often send a status and a message only, so the message is read for the length of the context, and
 * never kept.
 */
final class OpenAiErrors {
  private static final Set<String> SPEND_CODES =
      Set.of(
          "insufficient_quota",
          "billing_hard_limit_reached",
          "billing_not_active",
          "credit_balance_exhausted",
          "enforced_spend_limit_reached",
          "quota_exceeded");
  private static final Set<String> FILTER_CODES =
      Set.of("content_filter", "content_policy_violation");

  private final InstantSource clock;

  OpenAiErrors(InstantSource clock) {
    this.clock = clock;
  }

  ModelFailure failure(Answered answered, JsonNode document) {
    // Some servers wrap the error, some send it bare or in an array, some send a text.
    JsonNode body = document.isArray() ? document.path(0) : document;
    JsonNode error = body.path("error").isObject() ? body.path("error") : body;
    String code = word(error.path("code"));
    String type = word(error.path("type"));
    int status = status(answered.status(), error.path("code"));
    FailureKind kind = kind(status, code, type, error.path("message").asText(""));
    return new ModelFailure(
        kind,
        answered.status(),
        RetryAfter.of(answered.headers(), clock.instant()).orElse(null),
        code(code, type, status),
        null,
        null,
        billed(kind, answered.status()),
        OpenAiAnswers.requestId(answered.headers()).orElse(null),
        answered.times());
  }

  /** An error inside an answer of status 200 may carry the status that it should have had. */
  private static int status(int http, JsonNode code) {
    boolean tells = http < 300 && code.isInt() && code.intValue() >= 400 && code.intValue() < 600;
    return tells ? code.intValue() : http;
  }

  private static FailureKind kind(int status, String code, String type, String message) {
    if (SPEND_CODES.contains(code) || SPEND_CODES.contains(type)) {
      return FailureKind.SPEND_LIMIT;
    }
    if (status < 300) {
      return late(code, type, message.toLowerCase(Locale.ROOT));
    }
    return switch (status) {
      case 401, 403 -> FailureKind.AUTHENTICATION_FAILED;
      case 402 -> FailureKind.SPEND_LIMIT;
      case 404 -> FailureKind.MODEL_NOT_FOUND;
      case 413 -> FailureKind.CONTEXT_TOO_LONG;
      case 429 -> FailureKind.RATE_LIMITED;
      // The server gave up waiting, was busy with the same, or asks to try again.
      case 408, 409, 425 -> FailureKind.PROVIDER_UNAVAILABLE;
      default ->
          status >= 400 && status < 500
              ? refusal(code, message.toLowerCase(Locale.ROOT))
              : FailureKind.PROVIDER_UNAVAILABLE;
    };
  }

  /** An error that came with status 200, as in the middle of a stream, has its words alone. */
  private static FailureKind late(String code, String type, String message) {
    for (String word : new String[] {code, type}) {
      switch (word) {
        case "rate_limit_exceeded", "rate_limit_error", "requests", "tokens" -> {
          return FailureKind.RATE_LIMITED;
        }
        case "invalid_api_key", "authentication_error", "permission_error" -> {
          return FailureKind.AUTHENTICATION_FAILED;
        }
        case "model_not_found", "context_length_exceeded", "invalid_request_error" -> {
          return refusal(code, message);
        }
        default -> {
          if (FILTER_CODES.contains(word)) {
            return FailureKind.CONTENT_FILTERED;
          }
        }
      }
    }
    return FailureKind.PROVIDER_UNAVAILABLE;
  }

  private static FailureKind refusal(String code, String message) {
    if (code.equals("context_length_exceeded") || namesTheContext(message)) {
      return FailureKind.CONTEXT_TOO_LONG;
    }
    if (code.equals("model_not_found")) {
      return FailureKind.MODEL_NOT_FOUND;
    }
    return FILTER_CODES.contains(code) ? FailureKind.CONTENT_FILTERED : FailureKind.REQUEST_INVALID;
  }

  private static boolean namesTheContext(String message) {
    return message.contains("maximum context length")
        || message.contains("context window")
        || message.contains("context size");
  }

  /** A filter that refuses the request has generated nothing; of the others the kind knows. */
  private static @Nullable BilledByProvider billed(FailureKind kind, int status) {
    return kind == FailureKind.CONTENT_FILTERED && status >= 400 ? BilledByProvider.NO : null;
  }

  private static ProviderCode code(String code, String type, int status) {
    return Optional.of(code)
        .filter(text -> !text.isEmpty())
        .or(() -> Optional.of(type).filter(text -> !text.isEmpty()))
        .map(ProviderCode::of)
        .orElseGet(() -> ProviderCode.of("http_" + status));
  }

  private static String word(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }
}
