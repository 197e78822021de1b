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
  /** No moment has room. */
  static final Instant NEVER = Instant.MAX;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Deque<Granted> granted = new ArrayDeque<>();
  private long limit;
  private long total;
  private Instant last = Instant.MIN;

  /** An amount and its moment. */
  static final class Granted {
    private final Instant at;
    private long amount;
    private boolean left;
    private boolean returned;

    private Granted(Instant at, long amount) {
      this.at = at;
      this.amount = amount;
    }
  }

  RateWindow(long limit) {
    limit(limit);
  }

  /** Changes the limit; what was granted stays granted. With 0 nothing has room. */
  void limit(long newLimit) {
    if (newLimit < 0) {
      throw new IllegalArgumentException("limit must be at least 0: " + newLimit);
    }
    limit = newLimit;
  }

  /**
   * The earliest moment from {@code now} on that has room for an amount. An amount above the limit
   * has room when the window is empty: it could never be granted else.
   */
  Instant earliest(long amount, Instant now) {
    if (limit == 0) {
      return NEVER;
    }
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

  /**
   * Takes an amount at a moment that {@link #earliest} named, or later. What the minute before
   * {@code now} saw is kept: what is taken may be given back.
   */
  Granted take(long amount, Instant at, Instant now) {
    while (!granted.isEmpty() && !granted.getFirst().at.plus(WINDOW).isAfter(now)) {
      Granted gone = granted.removeFirst();
      gone.left = true;
      total -= gone.amount;
    }
    Granted taken = new Granted(at, amount);
    granted.addLast(taken);
    total += amount;
    last = at;
    return taken;
  }

  /** Gives back what was taken and is not used; who asks next need not wait behind it. */
  void giveBack(Granted taken) {
    settle(taken, 0);
    taken.returned = true;
    while (!granted.isEmpty() && granted.getLast().returned) {
      granted.removeLast().left = true;
    }
    last = granted.isEmpty() ? Instant.MIN : granted.getLast().at;
  }

  /** Replaces what was taken by what was used, as long as the window holds it. */
  void settle(Granted taken, long used) {
    if (!taken.left) {
      total += used - taken.amount;
      taken.amount = used;
    }
  }
}
