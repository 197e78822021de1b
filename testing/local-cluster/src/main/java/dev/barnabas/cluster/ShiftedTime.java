package dev.barnabas.cluster;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** Kafka's time with another wall clock; what it measures durations by is the system's. */
final class ShiftedTime implements Time {
  private final InstantSource clock;

  ShiftedTime(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public long milliseconds() {
    return clock.millis();
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds();
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }

  /** The deadline is one of this clock. */
  @Override
  public void waitObject(Object monitor, Supplier<Boolean> condition, long deadline)
      throws InterruptedException {
    long left = deadline - milliseconds();
    Time.SYSTEM.waitObject(monitor, condition, Time.SYSTEM.milliseconds() + left);
  }
}
