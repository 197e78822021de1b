package dev.barnabas.worker.pool;

/** Whether a partition is fetched, and if not, why. */
enum FlowDecision {
  /** Its records are fetched. */
  FETCH,
  /** Enough of its records wait for a permit. */
  PAUSED_BY_WAITING,
  /** So many bytes wait in the pool that no partition with waiting records is fetched. */
  PAUSED_BY_BYTES,
  /** Its oldest unfinished record is a window behind the newest. */
  PAUSED_BY_WINDOW
}
