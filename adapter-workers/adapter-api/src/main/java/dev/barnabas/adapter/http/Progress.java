package dev.barnabas.adapter.http;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange has received so far. Written by the HTTP client's threads, read by the caller's.
 */
final class Progress {
  private final InstantSource clock;
  private final long startedNanos = System.nanoTime();
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

  /** Nanoseconds until the head is {@code limit} late; all of time once it is there. */
  long firstByteNanosLeft(long limit) {
    return firstByteAt == null ? limit - (System.nanoTime() - startedNanos) : Long.MAX_VALUE;
  }

  /**
   * Nanoseconds until the answer has stood still for {@code limit}; all of time before the head.
   */
  long idleNanosLeft(long limit) {
    return firstByteAt == null ? Long.MAX_VALUE : limit - (System.nanoTime() - touchedNanos);
  }
}
