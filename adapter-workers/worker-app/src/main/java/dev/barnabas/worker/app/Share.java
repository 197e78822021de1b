package dev.barnabas.worker.app;

/**
 * This worker instance's part of what a partner allows: that of the partitions of the partner's
 * work topics it holds. The parts of all instances together never exceed the whole: each is rounded
 * down.
 *
 * @param held partitions held
 * @param all partitions there are, at least 1
 */
record Share(int held, int all) {
  /** The only instance. */
  static final Share WHOLE = new Share(1, 1);

  Share {
    if (all < 1 || held < 0) {
      throw new IllegalArgumentException("no share: " + held + " of " + all);
    }
    held = Math.min(held, all);
  }

  /** The part of a limit; 0 where nothing is held, or where the limit is too small to divide. */
  long of(long limit) {
    return limit / all * held + limit % all * held / all;
  }
}
