package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;

/** Whether an outcome is that of a call, or of none. */
final class CallsMade {

  private CallsMade() {}

  /** Whether no call was made: the worker itself said no. */
  static boolean none(ModelOutcome outcome) {
    return switch (outcome) {
      case ModelAnswer _ -> false;
      case ModelFailure failure ->
          switch (failure.kind()) {
            case CIRCUIT_OPEN,
                EXPIRED_BEFORE_CALL,
                CANCELLED_BEFORE_CALL,
                REDELIVERED,
                STALE_POLICY,
                PARTNER_REMOVED ->
                true;
            case RATE_LIMITED,
                TIMED_OUT,
                OUT_OF_TIME,
                PROVIDER_UNAVAILABLE,
                AUTHENTICATION_FAILED,
                SPEND_LIMIT,
                MODEL_NOT_FOUND,
                REQUEST_INVALID,
                CONTEXT_TOO_LONG,
                CONTENT_FILTERED,
                CONTRACT_VIOLATED,
                OUTPUT_CUT_OFF,
                RESPONSE_TOO_LARGE,
                UNKNOWN,
                INTERNAL ->
                HoldingAdapter.barred(failure)
                    || failure.providerCode().equals(RateLimitedAdapter.OWN_LIMIT);
          };
    };
  }
}
