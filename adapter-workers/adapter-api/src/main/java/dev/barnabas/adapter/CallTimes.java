package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The worker's clock at three points of a call.
 *
 * @param startedAt before the request was sent
 * @param firstByteAt when the answer's headers were there; null if they never were
 * @param endedAt when the answer was complete or the call was given up
 */
public record CallTimes(Instant startedAt, @Nullable Instant firstByteAt, Instant endedAt) {

  public CallTimes {
    requireNonNull(startedAt, "startedAt");
    requireNonNull(endedAt, "endedAt");
  }

  /** Times of a call that was not made. */
  public static CallTimes none(Instant now) {
    return new CallTimes(now, null, now);
  }

  /** From start to end; zero if the clock was set back meanwhile. */
  public Duration latency() {
    Duration elapsed = Duration.between(startedAt, endedAt);
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }
}
