package dev.barnabas.worker.pool;

/**
 * Whether this process can still take its partitions for its own. A process that was stopped, or
 * whose collector paused it for long, finds out only by its next heartbeats that the group has
 * given its partitions away. So after a silence nothing starts before the broker has acknowledged a
 * commit that was sent after it: it refuses those of members it has expelled.
 *
 * <p>The poll thread turns and confirms; any thread asks.
 */
final class Standing {

  private final Ticker ticker;
  private final long silenceNanos;
  private volatile long turnedNanos;
  private volatile long doubts;
  private volatile long dispelled;

  /**
   * A standing that nobody doubts.
   *
   * @param silenceNanos time without a turn of the poll loop after which it is in doubt
   */
  Standing(Ticker ticker, long silenceNanos) {
    this.ticker = ticker;
    this.silenceNanos = silenceNanos;
    this.turnedNanos = ticker.nanos();
  }

  /** Notes that the poll thread is alive. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the poll thread alone writes
  void turn() {
    if (isSilent()) {
      doubts++;
    }
    turnedNanos = ticker.nanos();
  }

  /** The count of doubts so far; a commit that is sent now answers them. */
  long doubts() {
    return doubts;
  }

  /** Notes that a commit was acknowledged that was sent at this count of doubts. */
  void confirm(long doubtsThen) {
    dispelled = Math.max(dispelled, doubtsThen);
  }

  /** Whether a commit must confirm the partitions. */
  boolean isDoubtful() {
    return dispelled < doubts;
  }

  /** Whether work may start now. */
  boolean allowsStart() {
    return !isDoubtful() && !isSilent();
  }

  private boolean isSilent() {
    return ticker.nanos() - turnedNanos > silenceNanos;
  }
}
