package dev.barnabas.client;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that hands records to a producer, in the order of their submission. */
final class Senders {
  private Senders() {}

  /** A thread with a bounded queue; whoever finds the queue full waits for room. */
  static ExecutorService create(int maxWaiting) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(maxWaiting),
        Thread.ofVirtual().name("barnabas-client-sender").factory(),
        (task, pool) -> {
          try {
            pool.getQueue().put(task);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for room", e);
          }
          // A task put in after the end would wait for ever.
          if (pool.isShutdown() && pool.remove(task)) {
            throw new RejectedExecutionException("closed");
          }
        });
  }

  /** Sends what waits, within the limit; what is left fails with the producer. */
  static void finish(ExecutorService sender, Duration limit) {
    sender.shutdown();
    try {
      if (!sender.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        sender.shutdownNow();
      }
    } catch (InterruptedException e) {
      sender.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
