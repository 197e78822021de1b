package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits before a call, above the start gate: an item that waits has not started, so it can move to
 * another worker or be called off, which ends the wait within {@link #SLICE}. Used by one thread.
 *
 * @param attempt the item that waits
 * @param cancelled whether the item need not be started any more
 * @param clock the worker's clock
 * @param sleeper waits
 */
record Waiting(Attempt attempt, BooleanSupplier cancelled, InstantSource clock, Sleeper sleeper) {
  static final Duration SLICE = Duration.ofSeconds(1);

  /**
   * Waits until a moment.
   *
   * @return why there is nothing left to wait for; null when the moment has come
   */
  @Nullable ModelFailure until(Instant moment) {
    for (Instant now = clock.instant(); now.isBefore(moment); now = clock.instant()) {
      if (attempt.lost()) {
        return ModelFailure.notSent(FailureKind.REDELIVERED, "withdrawn", CallTimes.none(now));
      }
      if (cancelled.getAsBoolean()) {
        return ModelFailure.notSent(
            FailureKind.CANCELLED_BEFORE_CALL, "request_ended", CallTimes.none(now));
      }
      Duration left = Duration.between(now, moment);
      try {
        sleeper.sleep(left.compareTo(SLICE) < 0 ? left : SLICE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return interrupted(clock.instant());
      }
    }
    return null;
  }

  static ModelFailure interrupted(Instant now) {
    return ModelFailure.notSent(FailureKind.UNKNOWN, "interrupted", CallTimes.none(now));
  }
}
