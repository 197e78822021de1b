package dev.barnabas.worker.pool;

/** The answer of a {@link StartGate}. */
public enum StartDecision {
  /** Go on: from now on the record counts as started, and no other worker will start it. */
  GRANTED,
  /**
   * The partition is leaving this worker, or may have left it while the process stood still. Do
   * nothing and return: the next owner gets the record, or this handler again if the partition
   * turns out to be here still. What this handler's stage yields does not count.
   */
  WITHDRAWN
}
