package dev.barnabas.worker.app;

import java.time.Duration;

/** Waits; a test's waits by moving its clock. */
@FunctionalInterface
interface Sleeper {

  /** Returns when the time has passed. */
  void sleep(Duration time) throws InterruptedException;

  /** Waits on the calling thread. */
  static Sleeper system() {
    return Thread::sleep;
  }
}
