package dev.barnabas.adapter.testkit;

import dev.barnabas.emulator.fault.FaultKind;
import dev.barnabas.vocabulary.FailureKind;
import java.util.Optional;

/** What each fault of the provider emulator is for any adapter. A new fault needs a row here. */
public final class FaultTable {
  private FaultTable() {}

  /**
   * The kind that a fault becomes; empty for one that is answered all the same.
   *
   * @param streamed whether the call asked for a stream
   */
  public static Optional<FailureKind> expected(FaultKind fault, boolean streamed) {
    return switch (fault) {
      case NONE, CONTENT_FILTER, REFUSAL, CUT_OFF, NO_USAGE, NEW_MODEL_VERSION, UNSTREAMED ->
          Optional.empty();
      case RATE_LIMITED_AFTER, RATE_LIMITED_DATE, RATE_LIMITED_BARE, RATE_LIMITED_ABSURD ->
          Optional.of(FailureKind.RATE_LIMITED);
      case SPEND_LIMIT, CREDIT_EXHAUSTED -> Optional.of(FailureKind.SPEND_LIMIT);
      case BAD_REQUEST, UNPROCESSABLE -> Optional.of(FailureKind.REQUEST_INVALID);
      case UNAUTHENTICATED, FORBIDDEN -> Optional.of(FailureKind.AUTHENTICATION_FAILED);
      case MODEL_NOT_FOUND -> Optional.of(FailureKind.MODEL_NOT_FOUND);
      case TOO_LARGE, CONTEXT_LENGTH -> Optional.of(FailureKind.CONTEXT_TOO_LONG);
      case SERVER_ERROR,
          BAD_GATEWAY,
          UNAVAILABLE,
          GATEWAY_TIMEOUT,
          OVERLOADED,
          FLAKY,
          RESET_EARLY,
          RESET,
          TRUNCATED,
          MALFORMED,
          EMPTY,
          WRONG_CONTENT_TYPE,
          ERROR_AFTER_200 ->
          Optional.of(FailureKind.PROVIDER_UNAVAILABLE);
      case CONTRACT_VIOLATION, ENVELOPE_VIOLATION -> Optional.of(FailureKind.CONTRACT_VIOLATED);
      case HANG, HOLD, DRIP, STALL, KEEP_ALIVES -> Optional.of(FailureKind.TIMED_OUT);
      case HUGE -> Optional.of(FailureKind.RESPONSE_TOO_LARGE);
      case ENDLESS ->
          Optional.of(streamed ? FailureKind.OUTPUT_CUT_OFF : FailureKind.RESPONSE_TOO_LARGE);
      // A body that came whole has no end marker, and its cap was the provider's to keep.
      case NO_END -> streamed ? Optional.of(FailureKind.PROVIDER_UNAVAILABLE) : Optional.empty();
      case IGNORES_CAP -> streamed ? Optional.of(FailureKind.OUTPUT_CUT_OFF) : Optional.empty();
    };
  }
}
