package dev.barnabas.metering.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts replaced stream threads: at most three within five minutes. Any thread may ask. */
final class ThreadReplacements {

  static final int MOST = 3;
  static final Duration WITHIN = Duration.ofMinutes(5);

  private final Deque<Instant> replaced = new ArrayDeque<>();

  synchronized ReplacementDecision decide(Instant now) {
    while (!replaced.isEmpty() && !replaced.getFirst().isAfter(now.minus(WITHIN))) {
      replaced.removeFirst();
    }
    if (replaced.size() >= MOST) {
      return ReplacementDecision.GIVE_UP;
    }
    replaced.addLast(now);
    return ReplacementDecision.REPLACE;
  }
}
