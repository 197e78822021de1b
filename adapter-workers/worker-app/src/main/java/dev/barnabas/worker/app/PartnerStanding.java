package dev.barnabas.worker.app;

import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a partner is called, by what its breaker, its key and its own word say. Thread-safe.
 *
 * @param breaker of the partner in this process
 * @param key of the partner in this process
 * @param rate until when the partner asked to be left alone
 */
record PartnerStanding(PartnerBreaker breaker, PartnerKey key, RateGate rate) {

  /** The reason of a breaker that slow calls opened; no failure kind is called so. */
  static final String SLOW = "SLOW";

  /**
   * What is announced.
   *
   * @param state OPEN where no call is made
   * @param reason why not: a failure kind or {@link #SLOW}; empty where calls are made
   */
  record Word(PartnerBreaker.State state, String reason) {}

  /** Why a call would not be made now; null if it would. */
  @Nullable FailureKind barred() {
    FailureKind parked = key.barred();
    if (parked != null) {
      return parked;
    }
    return breaker.state() == PartnerBreaker.State.OPEN ? FailureKind.CIRCUIT_OPEN : null;
  }

  /**
   * The word for others.
   *
   * @param longPause a pause that lasts longer than this is as good as an open breaker
   */
  Word word(Instant now, Duration longPause) {
    FailureKind parked = key.barred();
    if (parked != null) {
      return new Word(PartnerBreaker.State.OPEN, parked.name());
    }
    return switch (breaker.state()) {
      case OPEN ->
          new Word(
              PartnerBreaker.State.OPEN, breaker.slow() ? SLOW : FailureKind.CIRCUIT_OPEN.name());
      case HALF_OPEN -> new Word(PartnerBreaker.State.HALF_OPEN, "");
      case CLOSED ->
          rate.pausedUntil().isAfter(now.plus(longPause))
              ? new Word(PartnerBreaker.State.OPEN, FailureKind.RATE_LIMITED.name())
              : new Word(PartnerBreaker.State.CLOSED, "");
    };
  }
}
