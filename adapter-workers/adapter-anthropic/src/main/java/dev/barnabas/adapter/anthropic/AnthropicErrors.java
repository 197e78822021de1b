package dev.barnabas.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.http.ExchangeOutcome.Answered;
import dev.barnabas.adapter.http.RetryAfter;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one place where Anthropic's statuses and error bodies become failure kinds. Several refusals
 * share status 400 and type {@code invalid_request_error}; their messages tell them apart, and are
 * never kept.
 */
final class AnthropicErrors {
  private static final String SPEND_LIMIT = "enforced_spend_limit_reached";

  private final InstantSource clock;

  AnthropicErrors(InstantSource clock) {
    this.clock = clock;
  }

  ModelFailure failure(Answered answered, JsonNode body) {
    JsonNode error = body.path("error");
    String type = error.path("type").asText("");
    String detail = error.path("details").path("error_code").asText("");
    String message = error.path("message").asText("").toLowerCase(Locale.ROOT);
    FailureKind kind = kind(answered.status(), type, detail, message);
    return new ModelFailure(
        kind,
        answered.status(),
        RetryAfter.of(answered.headers(), clock.instant()).orElse(null),
        code(type, detail, answered.status()),
        null,
        null,
        billed(kind, answered.status()),
        AnthropicAnswers.requestId(answered.headers()).orElse(null),
        answered.times());
  }

  private static FailureKind kind(int status, String type, String detail, String message) {
    if (detail.equals(SPEND_LIMIT) || type.equals("billing_error")) {
      return FailureKind.SPEND_LIMIT;
    }
    return switch (status) {
      case 401, 403 -> FailureKind.AUTHENTICATION_FAILED;
      case 402 -> FailureKind.SPEND_LIMIT;
      case 404 -> FailureKind.MODEL_NOT_FOUND;
      case 413 -> FailureKind.CONTEXT_TOO_LONG;
      case 429 -> FailureKind.RATE_LIMITED;
      case 408, 409, 425 -> FailureKind.PROVIDER_UNAVAILABLE;
      default -> status >= 400 && status < 500 ? refusal(message) : late(type, message);
    };
  }

  /** An error that came with status 200, as in the middle of a stream, has its words alone. */
  private static FailureKind late(String type, String message) {
    return switch (type) {
      case "rate_limit_error" -> FailureKind.RATE_LIMITED;
      case "authentication_error", "permission_error" -> FailureKind.AUTHENTICATION_FAILED;
      case "not_found_error" -> FailureKind.MODEL_NOT_FOUND;
      case "request_too_large" -> FailureKind.CONTEXT_TOO_LONG;
      case "invalid_request_error" -> refusal(message);
      // overloaded_error, api_error, timeout_error, and what Anthropic may add.
      default -> FailureKind.PROVIDER_UNAVAILABLE;
    };
  }

  private static FailureKind refusal(String message) {
    if (message.contains("credit balance") || message.contains("usage limits")) {
      return FailureKind.SPEND_LIMIT;
    }
    if (message.contains("prompt is too long")
        || message.contains("context limit")
        || message.contains("context length")) {
      return FailureKind.CONTEXT_TOO_LONG;
    }
    return message.contains("content filtering")
        ? FailureKind.CONTENT_FILTERED
        : FailureKind.REQUEST_INVALID;
  }

  /** A filter that refuses the request has generated nothing; of the others the kind knows. */
  private static @Nullable BilledByProvider billed(FailureKind kind, int status) {
    return kind == FailureKind.CONTENT_FILTERED && status >= 400 ? BilledByProvider.NO : null;
  }

  private static ProviderCode code(String type, String detail, int status) {
    if (!detail.isEmpty()) {
      return ProviderCode.of(detail);
    }
    return type.isEmpty() ? ProviderCode.of("http_" + status) : ProviderCode.of(type);
  }
}
