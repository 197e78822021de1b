package dev.barnabas.worker.pool;

/**
 * Decides whether a partition is fetched. Two reasons pause it: too many fetched records that wait
 * for a permit, or an unfinished record so far behind the newest that the commit could not describe
 * the span. Each reason holds until things are a good way better, so that a partition does not
 * flutter.
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
   * @param before what was decided last
   */
  FlowDecision decide(int waiting, long span, FlowDecision before) {
    long spanLimit = before == FlowDecision.PAUSED_BY_WINDOW ? window * 3L / 4 + 1 : window;
    if (span >= spanLimit) {
      return FlowDecision.PAUSED_BY_WINDOW;
    }
    int waitingLimit = before == FlowDecision.PAUSED_BY_WAITING ? maxWaiting / 2 + 1 : maxWaiting;
    return waiting >= waitingLimit ? FlowDecision.PAUSED_BY_WAITING : FlowDecision.FETCH;
  }
}
