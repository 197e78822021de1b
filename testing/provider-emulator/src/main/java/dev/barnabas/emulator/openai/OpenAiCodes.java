package dev.barnabas.emulator.openai;

import dev.barnabas.emulator.call.ErrorKind;
import org.jspecify.annotations.Nullable;

/** The {@code code} of OpenAI's error bodies. */
final class OpenAiCodes {
  private OpenAiCodes() {}

  static @Nullable String of(ErrorKind kind) {
    return switch (kind) {
      case UNAUTHENTICATED -> "invalid_api_key";
      case FORBIDDEN -> "unsupported_country_region_territory";
      case MODEL_NOT_FOUND -> "model_not_found";
      case PATH_NOT_FOUND -> "unknown_url";
      case METHOD_NOT_ALLOWED -> "method_not_supported";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case SPEND_LIMIT -> "insufficient_quota";
      case CREDIT_EXHAUSTED -> "credit_balance_exhausted";
      case CONTEXT_LENGTH -> "context_length_exceeded";
      case INVALID_REQUEST,
          TOO_LARGE,
          UNPROCESSABLE,
          SERVER_ERROR,
          BAD_GATEWAY,
          UNAVAILABLE,
          GATEWAY_TIMEOUT,
          OVERLOADED ->
          null;
    };
  }
}
