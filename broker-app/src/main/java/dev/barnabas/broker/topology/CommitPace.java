package dev.barnabas.broker.topology;

import java.time.Duration;
import java.time.Instant;

/**
 * When a partition asks for a commit before the commit interval is over. While it keeps up with its
 * input, every answer waits for the commit, so it asks at once, but not more often than {@link
 * #AT_MOST_EACH} of the interval. When it is behind, a commit costs others more than it gains: the
 * interval alone decides, and a transaction has more records. One thread.
 */
final class CommitPace {
  /** A record that was appended longer ago than this was waited for, not just read. */
  static final Duration BEHIND = Duration.ofMillis(100);

  /** The part of the commit interval that lies between two commits that are asked for. */
  static final int AT_MOST_EACH = 10;

  private final Duration apart;
  private Instant asked = Instant.EPOCH;
  private boolean uncommitted;
  private boolean behind;

  /**
   * @param interval the commit interval of the application
   */
  CommitPace(Duration interval) {
    this.apart = interval.dividedBy(AT_MOST_EACH);
  }

  /** Notes that a record was processed. */
  void processed(Instant appendedAt, Instant now) {
    uncommitted = true;
    behind = now.isAfter(appendedAt.plus(BEHIND));
  }

  /** Whether to ask for a commit now; counts as asking. */
  boolean asks(Instant now) {
    if (!uncommitted || behind || now.isBefore(asked.plus(apart))) {
      return false;
    }
    uncommitted = false;
    asked = now;
    return true;
  }
}
