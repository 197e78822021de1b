package dev.barnabas.worker.pool;

/** Why a record is given back to whoever dispatched it, instead of being worked on. */
public enum HandbackReason {
  /**
   * A former owner of the partition may have started this record and did not finish it. Only the
   * dispatcher can know whether to repeat it.
   */
  REDELIVERED,
  /** The handler threw or its stage failed, which is a bug: nothing is known about the work. */
  INTERNAL
}
