package dev.barnabas.worker.app;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something later, unless it is called off before. */
@FunctionalInterface
interface CallTimer {

  /**
   * Runs the action after a delay, on a thread of the timer's own.
   *
   * @return calls it off; of no effect once it runs
   */
  Runnable after(Duration delay, Runnable action);

  /** A timer on an executor. */
  static CallTimer of(ScheduledExecutorService executor) {
    return (delay, action) -> {
      Future<?> scheduled = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    };
  }
}
