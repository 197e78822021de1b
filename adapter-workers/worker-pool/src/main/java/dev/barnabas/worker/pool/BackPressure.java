package dev.barnabas.worker.pool;

/**
 * Decides whether a partition is fetched. Three reasons pause it: too many fetched records that
 * wait for a permit, too many bytes of them in the whole pool, or an unfinished record so far
 * behind the newest that the commit could not describe the span. Each reason holds until things are
 * a good way better, so that a partition does not flutter.
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
   * @param full whether the pool holds as many waiting bytes as it may
   * @param before what was decided last
   */
  FlowDecision decide(int waiting, long span, boolean full, FlowDecision before) {
    long spanLimit = before == FlowDecision.PAUSED_BY_WINDOW ? window * 3L / 4 + 1 : window;
    if (span >= spanLimit) {
      return FlowDecision.PAUSED_BY_WINDOW;
    }
    if (full && waiting > 0) {
      return FlowDecision.PAUSED_BY_BYTES;
    }
    int waitingLimit =
        before == FlowDecision.PAUSED_BY_WAITING ? maxWaiting - maxWaiting / 8 : maxWaiting;
    return waiting >= waitingLimit ? FlowDecision.PAUSED_BY_WAITING : FlowDecision.FETCH;
  }
}
