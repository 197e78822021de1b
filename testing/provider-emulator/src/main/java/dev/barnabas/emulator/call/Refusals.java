package dev.barnabas.emulator.call;

import dev.barnabas.emulator.fault.Fault;
import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.emulator.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The faults that refuse a call before anything is generated. */
final class Refusals {

  /** An error and the headers that belong to it. */
  record Refusal(ProviderError error, HttpHeaders headers) {}

  private Refusals() {}

  static Optional<Refusal> of(Fault fault, String model, Instant now) {
    return kind(fault.kind())
        .map(
            kind -> new Refusal(ProviderError.of(kind, message(kind, model)), headers(fault, now)));
  }

  private static Optional<ErrorKind> kind(FaultKind fault) {
    return switch (fault) {
      case RATE_LIMITED_AFTER, RATE_LIMITED_DATE, RATE_LIMITED_BARE, RATE_LIMITED_ABSURD ->
          Optional.of(ErrorKind.RATE_LIMITED);
      case SPEND_LIMIT -> Optional.of(ErrorKind.SPEND_LIMIT);
      case CREDIT_EXHAUSTED -> Optional.of(ErrorKind.CREDIT_EXHAUSTED);
      case BAD_REQUEST -> Optional.of(ErrorKind.INVALID_REQUEST);
      case UNAUTHENTICATED -> Optional.of(ErrorKind.UNAUTHENTICATED);
      case FORBIDDEN -> Optional.of(ErrorKind.FORBIDDEN);
      case MODEL_NOT_FOUND -> Optional.of(ErrorKind.MODEL_NOT_FOUND);
      case TOO_LARGE -> Optional.of(ErrorKind.TOO_LARGE);
      case UNPROCESSABLE -> Optional.of(ErrorKind.UNPROCESSABLE);
      case SERVER_ERROR -> Optional.of(ErrorKind.SERVER_ERROR);
      case BAD_GATEWAY -> Optional.of(ErrorKind.BAD_GATEWAY);
      case UNAVAILABLE, FLAKY -> Optional.of(ErrorKind.UNAVAILABLE);
      case GATEWAY_TIMEOUT -> Optional.of(ErrorKind.GATEWAY_TIMEOUT);
      case OVERLOADED -> Optional.of(ErrorKind.OVERLOADED);
      case CONTEXT_LENGTH -> Optional.of(ErrorKind.CONTEXT_LENGTH);
      case NONE,
          RESET_EARLY,
          CONTENT_FILTER,
          REFUSAL,
          CUT_OFF,
          CONTRACT_VIOLATION,
          ENVELOPE_VIOLATION,
          NO_USAGE,
          NEW_MODEL_VERSION,
          HANG,
          HOLD,
          DRIP,
          RESET,
          TRUNCATED,
          MALFORMED,
          EMPTY,
          WRONG_CONTENT_TYPE,
          ERROR_AFTER_200,
          HUGE,
          ENDLESS,
          STALL,
          KEEP_ALIVES,
          NO_END,
          UNSTREAMED,
          IGNORES_CAP ->
          Optional.empty();
    };
  }

  private static HttpHeaders headers(Fault fault, Instant now) {
    return switch (fault.kind()) {
      case RATE_LIMITED_AFTER ->
          HttpHeaders.of("retry-after", Long.toString(fault.retryAfterOrDefault().toSeconds()));
      case RATE_LIMITED_ABSURD -> HttpHeaders.of("retry-after", "1000000000");
      case RATE_LIMITED_DATE -> {
        Instant until = now.plus(fault.retryAfterOrDefault()).plusMillis(999);
        yield HttpHeaders.of(
            "retry-after",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC)));
      }
      default -> HttpHeaders.none();
    };
  }

  static String message(ErrorKind kind, String model) {
    return switch (kind) {
      case INVALID_REQUEST -> "The request is invalid.";
      case UNAUTHENTICATED -> "This API key is missing or not valid.";
      case FORBIDDEN -> "Your API key may not use this resource.";
      case MODEL_NOT_FOUND -> "The model `" + model + "` does not exist or you may not use it.";
      case PATH_NOT_FOUND -> "Unknown request URL.";
      case METHOD_NOT_ALLOWED -> "Method not allowed for this URL.";
      case TOO_LARGE -> "The request has more bytes than are allowed.";
      case UNPROCESSABLE -> "The request could not be processed.";
      case RATE_LIMITED -> "Rate limit reached for `" + model + "`. Please try again later.";
      case SPEND_LIMIT -> "You have reached your spend limit for this month.";
      case CREDIT_EXHAUSTED -> "Your credit balance is too low for this request.";
      case SERVER_ERROR -> "The server failed while it processed the request.";
      case BAD_GATEWAY -> "Bad gateway.";
      case UNAVAILABLE -> "The service is temporarily unavailable.";
      case GATEWAY_TIMEOUT -> "The request timed out.";
      case OVERLOADED -> "Overloaded.";
      case CONTEXT_LENGTH -> "The prompt is longer than the model's maximum context length.";
    };
  }
}
