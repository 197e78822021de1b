package dev.barnabas.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads back for requests that got no answer at once, one pass for all of a partition that wait. A
 * pass that took long is followed by a rest of nine times that, so that reading back is at most a
 * tenth of the work. One thread. What is answered later, the live reader sees.
 */
final class ReadBacks implements AutoCloseable {
  private static final int MAX_PASSES = 5;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int REST_FACTOR = 9;

  private final ReadBack readBack;
  private final PendingRequests pending;
  private final Duration after;
  private final ConcurrentMap<TopicPartition, Set<RequestId>> wanted = new ConcurrentHashMap<>();
  private final ConcurrentMap<TopicPartition, Long> restUntilNanos = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("barnabas-read-back").factory());
  private volatile boolean closing;

  ReadBacks(ReadBack readBack, PendingRequests pending, Duration after) {
    this.readBack = readBack;
    this.pending = pending;
    this.after = after;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Reads back for a request if it still waits when the time has passed. */
  void schedule(TopicPartition partition, RequestId id) {
    if (want(partition, Set.of(id))) {
      later(partition, 0);
    }
  }

  /** Ends after the poll that runs; waits for it at most five seconds. */
  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True if nothing of the partition was wanted before, so that nobody has planned a pass. */
  private boolean want(TopicPartition partition, Set<RequestId> ids) {
    boolean[] first = {false};
    wanted.compute(
        partition,
        (p, before) -> {
          first[0] = before == null;
          Set<RequestId> grown = before == null ? new HashSet<>() : before;
          grown.addAll(ids);
          return grown;
        });
    return first[0];
  }

  private void later(TopicPartition partition, int pass) {
    long now = System.nanoTime();
    long rest = restUntilNanos.getOrDefault(partition, now) - now;
    try {
      var _ =
          thread.schedule(
              () -> run(partition, pass), Math.max(after.toNanos(), rest), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      wanted.remove(partition);
    }
  }

  private void run(TopicPartition partition, int pass) {
    Set<RequestId> ids = wanted.remove(partition);
    if (ids == null || !isWaiting(ids)) {
      return;
    }
    long begun = System.nanoTime();
    boolean whole = readBack.read(partition, pending::offer, () -> isWaiting(ids));
    long ended = System.nanoTime();
    restUntilNanos.put(partition, ended + REST_FACTOR * (ended - begun));
    if (!whole && pass < MAX_PASSES && isWaiting(ids) && want(partition, ids)) {
      later(partition, pass + 1);
    }
  }

  private boolean isWaiting(Set<RequestId> ids) {
    return !closing && ids.stream().anyMatch(pending::isWaiting);
  }
}
