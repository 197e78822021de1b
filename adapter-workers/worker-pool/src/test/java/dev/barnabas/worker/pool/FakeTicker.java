package dev.barnabas.worker.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that the test moves. */
final class FakeTicker implements Ticker {

  private final AtomicLong nanos = new AtomicLong();

  void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }
}
