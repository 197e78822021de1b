package dev.barnabas.worker.app;

import java.time.Duration;

/**
 * How long a partner's last answered calls took. By it a time-out that the request's own deadline
 * caused is told from one that says something about the partner. Thread-safe.
 */
final class AnsweredLatencies {
  /** Enough to have seen the slow ones, and soon forgotten when the partner gets faster. */
  private static final int REMEMBERED = 100;

  private final Duration[] last = new Duration[REMEMBERED];
  private int answered;

  /** A call was answered. */
  synchronized void answered(Duration latency) {
    last[answered % REMEMBERED] = latency;
    answered++;
  }

  /** Whether one of the last {@value #REMEMBERED} answered calls took longer than that. */
  synchronized boolean exceed(Duration given) {
    for (int i = 0; i < Math.min(answered, REMEMBERED); i++) {
      if (last[i].compareTo(given) > 0) {
        return true;
      }
    }
    return false;
  }
}
