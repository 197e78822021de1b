package dev.barnabas.worker.pool;

/**
 * Whether this process can still take its partitions for its own. A process that was stopped, or
 * whose collector paused it for long, finds out only by its next heartbeats that the group has
 * given its partitions away. So after a silence nothing starts before the broker has acknowledged a
 * commit that was sent after it: it refuses those of members it has expelled.
 *
 * <p>A network can fall silent as a process can: the poll thread turns, and nobody hears its
 * heartbeats. So nothing starts either when the newest commit that was acknowledged was sent that
 * long ago. A pool that works commits often enough; see {@link #fades}.
 *
 * <p>The poll thread turns and confirms; any thread asks.
 */
final class Standing {

  private final Ticker ticker;
  private final long silenceNanos;
  private volatile long turnedNanos;
  private volatile long doubts;
  private volatile long dispelled;
  private volatile long heardNanos;

  /**
   * A standing that nobody doubts.
   *
   * @param silenceNanos time without a turn of the poll loop, or without a word of the broker,
   *     after which it is in doubt
   */
  Standing(Ticker ticker, long silenceNanos) {
    this.ticker = ticker;
    this.silenceNanos = silenceNanos;
    this.turnedNanos = ticker.nanos();
    this.heardNanos = turnedNanos;
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

  /** Notes that a commit was acknowledged that was sent at this count of doubts and this time. */
  void confirm(long doubtsThen, long sentNanos) {
    dispelled = Math.max(dispelled, doubtsThen);
    heardNanos = Math.max(heardNanos, sentNanos);
  }

  /** Whether it is time to hear of the broker again, if there is work that may have to start. */
  boolean fades() {
    return unheardNanos() > silenceNanos / 2;
  }

  /** Whether a commit must confirm the partitions. */
  boolean isDoubtful() {
    return dispelled < doubts;
  }

  /** Whether work may start now. */
  boolean allowsStart() {
    return !isDoubtful() && !isSilent() && unheardNanos() <= silenceNanos;
  }

  private long unheardNanos() {
    return ticker.nanos() - heardNanos;
  }

  private boolean isSilent() {
    return ticker.nanos() - turnedNanos > silenceNanos;
  }
}
