package dev.barnabas.worker.pool;

/** The answer of a {@link StartGate}. */
public enum StartDecision {
  /** Go on: from now on the record counts as started, and no other worker will start it. */
  GRANTED,
  /**
   * The partition is leaving this worker. Do nothing and return: the next owner has the record, and
   * what this handler's stage yields no longer counts.
   */
  WITHDRAWN
}
