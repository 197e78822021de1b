package dev.barnabas.worker.pool;

/**
 * The offset below which work in a partition may start. It moves ahead by commits: asked for with
 * one, granted by its acknowledgement.
 *
 * @param granted work may start below this offset
 * @param asked the highest limit that a commit ever carried; what a successor may find
 * @param step records that the limit may cover and that have not started
 */
record StartLimit(long granted, long asked, int step) {

  /** Nothing may start before the first commit; no commit names a limit below the inherited one. */
  static StartLimit inheriting(long inherited, int step) {
    return new StartLimit(0, inherited, step);
  }

  boolean allows(long offset) {
    return offset < granted;
  }

  /**
   * Whether a commit should move the limit before long: because records wait that it does not
   * cover, and it may cover all of them or a good many more; or because few can still arrive before
   * it must move.
   *
   * @param ready records that it covers and that have not started
   * @param uncovered fetched records that it does not cover
   * @param frontier the offset from which records arrive next
   */
  boolean runsOut(int ready, int uncovered, long frontier) {
    int room = step - ready;
    return uncovered > 0
        ? room >= Math.min(uncovered, (step + 3) / 4)
        : granted - frontier < (room + 1) / 2;
  }

  /** The limit as the next commit carries it. */
  StartLimit ask(long limit) {
    return new StartLimit(granted, Math.max(asked, limit), step);
  }

  StartLimit acknowledge(long committed) {
    return new StartLimit(Math.max(granted, committed), asked, step);
  }
}
