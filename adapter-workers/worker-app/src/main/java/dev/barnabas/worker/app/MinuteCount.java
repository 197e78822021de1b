package dev.barnabas.worker.app;

import java.time.Instant;

/** Counts events over the last minute, second by second. Not thread-safe. */
final class MinuteCount {
  private static final int SECONDS = 60;

  private final long[] counts = new long[SECONDS];
  private long total;
  private long newest = Long.MIN_VALUE;

  /** One more event. */
  void add(Instant now) {
    forget(now);
    counts[slot(Math.max(newest, now.getEpochSecond()))]++;
    total++;
  }

  /** Events of the minute that ends now. */
  long total(Instant now) {
    forget(now);
    return total;
  }

  /**
   * Empties the seconds between the newest one seen and now; a clock set back counts as no time.
   */
  private void forget(Instant now) {
    long second = now.getEpochSecond();
    if (newest == Long.MIN_VALUE) {
      newest = second;
    }
    for (long gone = Math.max(newest, second - SECONDS) + 1; gone <= second; gone++) {
      total -= counts[slot(gone)];
      counts[slot(gone)] = 0;
    }
    newest = Math.max(newest, second);
  }

  private static int slot(long second) {
    return (int) Math.floorMod(second, (long) SECONDS);
  }
}
