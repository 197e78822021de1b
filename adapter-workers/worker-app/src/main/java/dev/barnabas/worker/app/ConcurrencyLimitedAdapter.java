package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import dev.barnabas.worker.app.ConcurrencyLimit.Sign;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits until the partner takes one more call at a time, and makes none that cannot be answered by
 * its deadline: it would be paid for and cut.
 */
final class ConcurrencyLimitedAdapter extends DecoratedAdapter {
  private final ConcurrencyGate gate;
  private final Duration slow;
  private final AnsweredLatencies latencies;
  private final InstantSource clock;
  private final PartnerMeters meters;

  /**
   * @param slow from what latency on a call is a sign of congestion
   * @param latencies what an answer takes at the least
   */
  ConcurrencyLimitedAdapter(
      ModelAdapter inner,
      ConcurrencyGate gate,
      Duration slow,
      AnsweredLatencies latencies,
      InstantSource clock,
      PartnerMeters meters) {
    super(inner);
    this.gate = gate;
    this.slow = slow;
    this.latencies = latencies;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Instant now = clock.instant();
    Duration latest = Duration.between(now, call.deadline()).minus(latencies.least(now));
    try {
      if (latest.isNegative() || !gate.enter(latest)) {
        return ModelFailure.notSent(
            FailureKind.EXPIRED_BEFORE_CALL, "deadline_too_near", CallTimes.none(clock.instant()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Waiting.interrupted(clock.instant());
    }
    Instant startedAt = clock.instant();
    meters.waitedForConcurrency(Duration.between(now, startedAt));
    Sign sign = Sign.NONE;
    try {
      ModelOutcome outcome = inner.infer(call);
      sign = sign(outcome);
      return outcome;
    } finally {
      gate.leave(sign, startedAt, clock.instant());
    }
  }

  private Sign sign(ModelOutcome outcome) {
    boolean isSlow = outcome.times().latency().compareTo(slow) >= 0;
    return switch (outcome) {
      case ModelAnswer _ -> isSlow ? Sign.CONGESTED : Sign.WELL;
      case ModelFailure failure -> sign(failure, isSlow);
    };
  }

  private static Sign sign(ModelFailure failure, boolean isSlow) {
    if (CallsMade.none(failure)) {
      return Sign.NONE;
    }
    return switch (failure.kind()) {
      case RATE_LIMITED, TIMED_OUT, PROVIDER_UNAVAILABLE -> Sign.CONGESTED;
      case OUT_OF_TIME -> Sign.NONE;
      case CIRCUIT_OPEN,
          AUTHENTICATION_FAILED,
          SPEND_LIMIT,
          MODEL_NOT_FOUND,
          REQUEST_INVALID,
          CONTEXT_TOO_LONG,
          CONTENT_FILTERED,
          CONTRACT_VIOLATED,
          OUTPUT_CUT_OFF,
          RESPONSE_TOO_LARGE,
          EXPIRED_BEFORE_CALL,
          CANCELLED_BEFORE_CALL,
          REDELIVERED,
          STALE_POLICY,
          PARTNER_REMOVED,
          UNKNOWN,
          INTERNAL ->
          isSlow ? Sign.CONGESTED : Sign.NONE;
    };
  }
}
