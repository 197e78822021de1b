package dev.barnabas.worker.pool;

/** A clock for intervals only: nanoseconds from an arbitrary origin, never set back. */
@FunctionalInterface
interface Ticker {

  /** Nanoseconds since the origin. */
  long nanos();

  static Ticker system() {
    return System::nanoTime;
  }
}
