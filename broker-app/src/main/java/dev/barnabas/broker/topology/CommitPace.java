package dev.barnabas.broker.topology;

import java.time.Duration;
import java.time.Instant;

/**
 * When a partition asks for a commit before the commit interval is over. While it keeps up with its
 * input, every answer waits for the commit, so it asks at once, but not more often than {@link
 * #AT_MOST_EACH} of the interval, and not sooner than {@link #REST} times what the last commit kept
 * the thread away: commits take a third of the time at most. When it is behind, a commit costs
 * others more than it gains: the interval alone decides, and a transaction has more records. One
 * thread, which calls at least every {@link #LOOKS}.
 */
final class CommitPace {
  /** A record that was appended longer ago than this was waited for, not just read. */
  static final Duration BEHIND = Duration.ofMillis(100);

  /** The part of the commit interval that lies between two commits that are asked for. */
  static final int AT_MOST_EACH = 10;

  /** How often the thread looks whether to ask; it is not away while it waits for that. */
  static final Duration LOOKS = Duration.ofMillis(10);

  /** What lies between two commits that are asked for, in what the first of them took. */
  static final int REST = 2;

  private final Duration interval;
  private final Duration apart;
  private Instant seen = Instant.MAX;
  private Duration away = Duration.ZERO;
  private Instant asked = Instant.EPOCH;
  private boolean uncommitted;
  private boolean behind;

  /**
   * @param interval the commit interval of the application
   */
  CommitPace(Duration interval) {
    this.interval = interval;
    this.apart = interval.dividedBy(AT_MOST_EACH);
  }

  /** Notes that a record was processed. */
  void processed(Instant appendedAt, Instant now) {
    see(now);
    uncommitted = true;
    behind = now.isAfter(appendedAt.plus(BEHIND));
  }

  /** Whether to ask for a commit now; counts as asking. */
  boolean asks(Instant now) {
    see(now);
    if (!uncommitted || behind || now.isBefore(asked.plus(between()))) {
      return false;
    }
    uncommitted = false;
    asked = now;
    away = Duration.ZERO;
    return true;
  }

  /** The longest that the thread was away since it asked is what its commit took. */
  private void see(Instant now) {
    if (seen.isBefore(now)) {
      Duration since = Duration.between(seen, now).minus(LOOKS);
      away = since.compareTo(away) > 0 ? since : away;
    }
    seen = now;
  }

  private Duration between() {
    Duration rest = away.multipliedBy(REST);
    if (rest.compareTo(apart) <= 0) {
      return apart;
    }
    return rest.compareTo(interval) < 0 ? rest : interval;
  }
}
