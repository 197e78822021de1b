package dev.barnabas.worker.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Amounts over time, of which no window of a minute may hold more than a limit. Amounts are granted
 * in the order they are asked for, each at the earliest moment that has room. Not thread-safe.
 */
final class RateWindow {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Deque<Granted> granted = new ArrayDeque<>();
  private long limit;
  private long total;
  private Instant last = Instant.MIN;

  /** An amount and its moment. */
  static final class Granted {
    private final Instant at;
    private long amount;

    private Granted(Instant at, long amount) {
      this.at = at;
      this.amount = amount;
    }
  }

  RateWindow(long limit) {
    limit(limit);
  }

  /** Changes the limit; what was granted stays granted. */
  void limit(long newLimit) {
    if (newLimit < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + newLimit);
    }
    limit = newLimit;
  }

  /**
   * The earliest moment from {@code now} on that has room for an amount. An amount above the limit
   * has room when the window is empty: it could never be granted else.
   */
  Instant earliest(long amount, Instant now) {
    Instant at = now.isBefore(last) ? last : now;
    long held = total;
    Iterator<Granted> oldest = granted.iterator();
    while (oldest.hasNext()) {
      Granted next = oldest.next();
      Instant leaves = next.at.plus(WINDOW);
      boolean fits = held + Math.min(amount, limit) <= limit;
      if (fits && leaves.isAfter(at)) {
        return at;
      }
      at = leaves.isAfter(at) ? leaves : at;
      held -= next.amount;
    }
    return at;
  }

  /** Takes an amount at a moment that {@link #earliest} named, or later. */
  Granted take(long amount, Instant at) {
    while (!granted.isEmpty() && !granted.getFirst().at.plus(WINDOW).isAfter(at)) {
      total -= granted.removeFirst().amount;
    }
    Granted taken = new Granted(at, amount);
    granted.addLast(taken);
    total += amount;
    last = at;
    return taken;
  }

  /** Replaces what was taken by what was used, as long as the window holds it. */
  void settle(Granted taken, long used) {
    if (granted.contains(taken)) {
      total += used - taken.amount;
      taken.amount = used;
    }
  }
}
