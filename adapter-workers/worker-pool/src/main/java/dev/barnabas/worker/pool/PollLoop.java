package dev.barnabas.worker.pool;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the poll thread: fetch, take in what ended, start what may start, commit. A turn
 * waits for whatever comes first: for the broker when permits are free, for the mailbox when they
 * are not.
 */
final class PollLoop {

  private static final Duration IDLE = Duration.ofMillis(50);
  private static final Duration AWAITING_COMMIT = Duration.ofMillis(2);
  private static final long AWAITING_PERMIT_NANOS = 10_000_000;
  private static final int MAX_WAITING_PER_PARTITION = 500;

  private final Consumer<byte[], byte[]> consumer;
  private final LeaseTable leases;
  private final LeaseOpening opening;
  private final Dispatcher dispatcher;
  private final Commits commits;
  private final BlockingQueue<TaskReport> mailbox;
  private final BackPressure pressure;
  private final long maxWaitingBytes;
  private int pausedCount;

  PollLoop(
      Consumer<byte[], byte[]> consumer,
      PoolSettings settings,
      LeaseTable leases,
      LeaseOpening opening,
      Dispatcher dispatcher,
      Commits commits,
      BlockingQueue<TaskReport> mailbox) {
    this.consumer = consumer;
    this.leases = leases;
    this.opening = opening;
    this.dispatcher = dispatcher;
    this.commits = commits;
    this.mailbox = mailbox;
    PoolLimits limits = settings.limits();
    // As many as one step opens, so that turns are taken among all of them.
    int waiting = Math.clamp(limits.maxInFlight(), limits.startStep(), MAX_WAITING_PER_PARTITION);
    this.pressure = new BackPressure(waiting, limits.window());
    this.maxWaitingBytes = limits.maxWaitingBytes();
  }

  /** Works as usual. */
  void turn() {
    opening.open();
    applyBackPressure();
    boolean starved = dispatcher.waitsForPermits();
    take(consumer.poll(starved ? Duration.ZERO : brokerWait()));
    settle(starved ? AWAITING_PERMIT_NANOS : 0);
    dispatcher.dispatch();
    commits.commitIfDue(leases.held(), dispatcher::dispatch);
  }

  /** Stays in the group, takes in what ended and commits it; fetches and starts nothing. */
  void idleTurn() {
    consumer.pause(consumer.assignment());
    consumer.poll(Duration.ZERO);
    settle(AWAITING_PERMIT_NANOS);
    dispatcher.dispatch();
    commits.commitCleanIfDue(leases.held());
  }

  /** Partitions that back-pressure keeps from being fetched. */
  int pausedCount() {
    return pausedCount;
  }

  /** The fullest partition's span of unfinished work, as a share of the window. */
  double windowFill() {
    long widest = leases.held().stream().mapToLong(Lease::span).max().orElse(0);
    return (double) widest / pressure.window();
  }

  private Duration brokerWait() {
    boolean waiting = leases.held().stream().anyMatch(lease -> lease.waitingCount() > 0);
    return waiting && commits.underWay() ? AWAITING_COMMIT : IDLE;
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach((partition, next) -> {
          Lease lease = leases.lease(partition);
          if (lease != null) {
            lease.fetched(records.records(partition), next.offset());
          }
        });
  }

  private void settle(long waitNanos) {
    TaskReport report = firstReport(waitNanos);
    while (report != null) {
      dispatcher.settle(report);
      report = mailbox.poll();
    }
  }

  private @Nullable TaskReport firstReport(long waitNanos) {
    try {
      return mailbox.poll(waitNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /** Compares with what the consumer itself says is paused: its state outlives some rebalances. */
  private void applyBackPressure() {
    Set<TopicPartition> paused = consumer.paused();
    Collection<TopicPartition> toPause = new HashSet<>();
    Collection<TopicPartition> toResume = new HashSet<>();
    boolean full = leases.waitingBytes() >= maxWaitingBytes;
    int pausedNow = 0;
    for (Lease lease : leases.held()) {
      boolean isPaused = paused.contains(lease.partition());
      boolean pauses = lease.pauses(pressure, full);
      pausedNow += pauses ? 1 : 0;
      if (pauses != isPaused) {
        (pauses ? toPause : toResume).add(lease.partition());
      }
    }
    consumer.pause(toPause);
    consumer.resume(toResume);
    pausedCount = pausedNow;
  }
}
