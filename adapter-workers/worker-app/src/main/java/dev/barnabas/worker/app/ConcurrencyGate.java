package dev.barnabas.worker.app;

import dev.barnabas.configuration.Partner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many calls to a partner through at a time as its {@link ConcurrencyLimit} says, first
 * come first served. Thread-safe.
 */
final class ConcurrencyGate {
  private final ConcurrencyLimit limit;
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private int inFlight;

  /** One who waits; let through once, by whoever makes room. */
  private static final class Waiter {
    private final Semaphore turn = new Semaphore(0);
    private boolean through;
  }

  ConcurrencyGate(Partner partner) {
    this.limit = new ConcurrencyLimit(partner.adaptiveConcurrency(), partner.maxConcurrency());
  }

  /** Puts other settings in force. */
  synchronized void change(Partner partner) {
    limit.change(partner.adaptiveConcurrency(), partner.maxConcurrency());
    letThrough();
  }

  /** The limit now. */
  synchronized int limit() {
    return limit.limit();
  }

  /**
   * Waits for room.
   *
   * @param most how long
   * @return whether there is room now, which must be given back by {@link #leave}
   */
  boolean enter(Duration most) throws InterruptedException {
    Waiter waiter = new Waiter();
    synchronized (this) {
      if (waiting.isEmpty() && inFlight < limit.limit()) {
        inFlight++;
        return true;
      }
      waiting.addLast(waiter);
    }
    try {
      return waiter.turn.tryAcquire(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS)
          || wasLetThrough(waiter);
    } catch (InterruptedException e) {
      if (wasLetThrough(waiter)) {
        release();
      }
      throw e;
    }
  }

  /** A call ended, or was not made. */
  synchronized void leave(ConcurrencyLimit.Sign sign, Instant startedAt, Instant now) {
    limit.ended(sign, startedAt, now, inFlight);
    release();
  }

  /** Whether a waiter that waits no more was let through in its last moment. */
  private synchronized boolean wasLetThrough(Waiter waiter) {
    waiting.remove(waiter);
    return waiter.through;
  }

  private synchronized void release() {
    inFlight--;
    letThrough();
  }

  private void letThrough() {
    while (inFlight < limit.limit() && !waiting.isEmpty()) {
      Waiter next = waiting.removeFirst();
      next.through = true;
      inFlight++;
      next.turn.release();
    }
  }
}
