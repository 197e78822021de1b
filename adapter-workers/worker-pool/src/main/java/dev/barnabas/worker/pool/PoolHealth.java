package dev.barnabas.worker.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pool at a moment.
 *
 * @param phase where the pool is in its life
 * @param partitions partitions owned
 * @param pausedPartitions of these, how many are not fetched because of back-pressure
 * @param inFlight records whose handler runs
 * @param queued records fetched and not yet started
 * @param windowFill the fullest partition's span of unfinished work, as a share of the window
 * @param sinceLastPoll time since the poll loop last turned; zero before the start
 * @param failure why the pool ended, if it failed
 */
public record PoolHealth(
    PoolPhase phase,
    int partitions,
    int pausedPartitions,
    int inFlight,
    int queued,
    double windowFill,
    Duration sinceLastPoll,
    @Nullable String failure) {

  /** Whether the pool polls, and turned within the given time. */
  public boolean alive(Duration limit) {
    return (phase == PoolPhase.RUNNING || phase == PoolPhase.STOPPING)
        && sinceLastPoll.compareTo(limit) <= 0;
  }
}
