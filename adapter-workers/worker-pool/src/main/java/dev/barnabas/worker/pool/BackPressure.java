package dev.barnabas.worker.pool;

/**
 * Decides whether a partition is fetched. Two reasons pause it: too many fetched records that wait
 * for a permit, or an unfinished record so far behind the newest that the commit could not describe
 * the span. It resumes a good way below either, so that it does not flutter.
 *
 * @param maxWaiting fetched records that may wait
 * @param window offsets between the oldest unfinished and the newest fetched one
 */
record BackPressure(int maxWaiting, int window) {

  /**
   * Decides for one partition.
   *
   * @param waiting its fetched records that have not started
   * @param span offsets from its oldest unfinished one to the next to fetch
   * @param paused whether it is paused now
   */
  boolean pauses(int waiting, long span, boolean paused) {
    if (paused) {
      return waiting > maxWaiting / 2 || span > window * 3L / 4;
    }
    return waiting >= maxWaiting || span >= window;
  }
}
