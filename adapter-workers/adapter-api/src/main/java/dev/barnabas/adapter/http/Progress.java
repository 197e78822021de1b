package dev.barnabas.adapter.http;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange has received so far. Written by the HTTP client's threads, read by the caller's.
 */
final class Progress {
  private final InstantSource clock;
  private volatile @Nullable Instant firstByteAt;
  private volatile long touchedNanos;

  Progress(InstantSource clock) {
    this.clock = clock;
  }

  void headersArrived() {
    touch();
    firstByteAt = clock.instant();
  }

  void touch() {
    touchedNanos = System.nanoTime();
  }

  @Nullable Instant firstByteAt() {
    return firstByteAt;
  }

  /** Nanoseconds until the answer has stood still for {@code idle}; all of time before headers. */
  long idleNanosLeft(long idleNanos) {
    return firstByteAt == null ? Long.MAX_VALUE : idleNanos - (System.nanoTime() - touchedNanos);
  }
}
