package dev.barnabas.worker.pool;

/**
 * The offset below which work in a partition may start. It moves ahead by commits: asked for with
 * one, granted by its acknowledgement.
 *
 * @param granted work may start below this offset
 * @param asked the highest limit that a commit ever carried; what a successor may find
 * @param step how far beyond the next start a commit asks
 */
record StartLimit(long granted, long asked, int step) {

  /** Nothing may start before the first commit; no commit names a limit below the inherited one. */
  static StartLimit inheriting(long inherited, int step) {
    return new StartLimit(0, inherited, step);
  }

  boolean allows(long offset) {
    return offset < granted;
  }

  /** Whether so little is left below the granted limit that a commit should move it. */
  boolean runsOut(long nextStart) {
    return granted - nextStart < (step + 1) / 2;
  }

  /** The limit as the next commit carries it. */
  StartLimit ask(long nextStart) {
    return runsOut(nextStart)
        ? new StartLimit(granted, Math.max(asked, nextStart + step), step)
        : this;
  }

  StartLimit acknowledge(long committed) {
    return new StartLimit(Math.max(granted, committed), asked, step);
  }
}
