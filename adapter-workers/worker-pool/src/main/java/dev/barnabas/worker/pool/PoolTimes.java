package dev.barnabas.worker.pool;

import java.time.Duration;

/**
 * How long a pool waits.
 *
 * @param drain when partitions are revoked, the longest wait for what has started; the group waits
 *     with it, so it stays far below {@code max.poll.interval.ms}
 * @param commitInterval between commits of progress; a start limit that runs out commits at once
 * @param brokerTimeout for a commit or a look-up that the poll thread must wait for
 * @param retry before a failed hand-back is tried again; doubles up to thirty times its value
 */
public record PoolTimes(
    Duration drain, Duration commitInterval, Duration brokerTimeout, Duration retry) {

  public PoolTimes {
    requirePositive(drain, "drain");
    requirePositive(commitInterval, "commitInterval");
    requirePositive(brokerTimeout, "brokerTimeout");
    requirePositive(retry, "retry");
  }

  /** Drain 8 s, commit every 200 ms, 5 s for the broker, retry after 1 s. */
  public static PoolTimes defaults() {
    return new PoolTimes(
        Duration.ofSeconds(8),
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1));
  }

  public PoolTimes withDrain(Duration value) {
    return new PoolTimes(value, commitInterval, brokerTimeout, retry);
  }

  public PoolTimes withCommitInterval(Duration value) {
    return new PoolTimes(drain, value, brokerTimeout, retry);
  }

  public PoolTimes withBrokerTimeout(Duration value) {
    return new PoolTimes(drain, commitInterval, value, retry);
  }

  public PoolTimes withRetry(Duration value) {
    return new PoolTimes(drain, commitInterval, brokerTimeout, value);
  }

  private static void requirePositive(Duration value, String field) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(field + ": must be positive, was " + value);
    }
  }
}
