package dev.barnabas.worker.app;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a partner's last answered calls took. By it a time-out that the request's own deadline
 * caused is told from one that says something about the partner, and a call that cannot be answered
 * in time from one that can. Thread-safe.
 */
final class AnsweredLatencies {
  /** Enough to have seen the slow ones, and soon forgotten when the partner gets faster. */
  private static final int REMEMBERED = 100;

  /** For so long what was quickest is believed; then calls are tried again. */
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private final Answered[] last = new Answered[REMEMBERED];
  private long answered;

  private record Answered(Duration latency, Instant at) {}

  /** A call was answered. */
  synchronized void answered(Duration latency, Instant now) {
    last[(int) (answered % REMEMBERED)] = new Answered(latency, now);
    answered++;
  }

  /** Whether one of the last {@value #REMEMBERED} answered calls took longer than that. */
  synchronized boolean exceed(Duration given) {
    for (int i = 0; i < Math.min(answered, REMEMBERED); i++) {
      if (last[i].latency().compareTo(given) > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * What an answer takes at the least: the quickest of the last {@value #REMEMBERED}, if these were
   * of the last minute, and else zero.
   */
  synchronized Duration least(Instant now) {
    if (answered < REMEMBERED
        || last[(int) (answered % REMEMBERED)].at().isBefore(now.minus(BELIEVED))) {
      return Duration.ZERO;
    }
    Duration least = last[0].latency();
    for (Answered one : last) {
      least = one.latency().compareTo(least) < 0 ? one.latency() : least;
    }
    return least;
  }
}
