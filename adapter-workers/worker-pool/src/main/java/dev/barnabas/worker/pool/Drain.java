package dev.barnabas.worker.pool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends leases in order: nothing more starts, what has started may finish for a while, then a
 * commit.
 */
final class Drain {

  private static final long TURN_NANOS = 20_000_000;
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final BlockingQueue<TaskReport> mailbox;
  private final LeaseTable held;
  private final Dispatcher dispatcher;
  private final Commits commits;
  private final Standing standing;
  private final PoolMeters meters;
  private final Ticker ticker;
  private final Duration bound;

  Drain(
      PoolSettings settings,
      BlockingQueue<TaskReport> mailbox,
      LeaseTable held,
      Dispatcher dispatcher,
      Commits commits,
      Standing standing,
      PoolMeters meters,
      Ticker ticker) {
    this.mailbox = mailbox;
    this.held = held;
    this.dispatcher = dispatcher;
    this.commits = commits;
    this.standing = standing;
    this.meters = meters;
    this.ticker = ticker;
    this.bound = settings.times().drain();
  }

  /**
   * Blocks the poll thread, at most for the drain bound and a commit; other leases go on starting.
   */
  void drainAndCommit(List<Lease> leases) {
    leases.forEach(Lease::withdraw);
    long began = ticker.nanos();
    long left = bound.toNanos();
    while (left > 0 && leases.stream().anyMatch(Lease::busy)) {
      settle(left);
      commits.hear(held.held());
      dispatcher.dispatch();
      left = bound.toNanos() - (ticker.nanos() - began);
    }
    boolean committed = commits.commitClean(leases);
    Duration took = Duration.ofNanos(ticker.nanos() - began);
    meters.drained(took);
    log.atInfo()
        .addKeyValue("partitions", leases.stream().map(Lease::partition).toList())
        .addKeyValue("unfinished", leases.stream().mapToInt(Lease::busyCount).sum())
        .addKeyValue("committed", committed)
        .addKeyValue("millis", took.toMillis())
        .log("partitions revoked");
  }

  private void settle(long nanos) {
    standing.turn();
    try {
      TaskReport report = mailbox.poll(Math.min(nanos, TURN_NANOS), TimeUnit.NANOSECONDS);
      if (report != null) {
        dispatcher.settle(report);
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }
}
