package dev.barnabas.worker.pool;

/** Whether a partition is fetched, and if not, why. */
enum FlowDecision {
  /** Its records are fetched. */
  FETCH,
  /** Enough of its records wait for a permit. */
  PAUSED_BY_WAITING,
  /** Its oldest unfinished record is a window behind the newest. */
  PAUSED_BY_WINDOW
}
