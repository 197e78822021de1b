package dev.barnabas.worker.pool;

/** Where a pool is in its life. */
public enum PoolPhase {
  /** Built, not started. */
  NEW,
  /** Polling; owns the partitions the group gives it. */
  RUNNING,
  /** Starts nothing new; waits for what has started. */
  STOPPING,
  /** Left the group after a clean commit. */
  STOPPED,
  /** Ended by an error it cannot repair, without a commit. */
  FAILED
}
