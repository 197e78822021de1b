package dev.barnabas.vocabulary;

/**
 * Why a record went to {@code inference.dead-letter}. The constant's name is the word in {@code
 * DeadLetter.reason}.
 */
public enum DeadLetterReason {
  /**
   * Null, empty, bad magic byte, truncated, trailing bytes, too deep, or no record of the topic.
   */
  UNREADABLE,
  /** The registry says that the schema id does not exist. */
  SCHEMA_NOT_FOUND,
  /** The bounded store of records that wait for their schema is full, or the wait has ended. */
  SCHEMA_UNAVAILABLE,
  /** No or no valid proof of the tenant. */
  UNAUTHENTICATED,
  /** The tenant is not one of the closed list. */
  UNKNOWN_TENANT,
  /** Tenant or correlation id is missing or malformed: there is nobody to answer. */
  NO_IDENTITY,
  /** The same id came before with other content. */
  IDEMPOTENCY_CONFLICT,
  /** Appended longer ago than the dedupe window. */
  TOO_OLD,
  /** Misplaced although it came through the topic that only broker-app writes. */
  MISPLACED,
  /** An outcome for an attempt that was never dispatched to that partner. */
  UNKNOWN_ATTEMPT,
  /** A usage event behind a gap that is no longer remembered: whether it was counted is unknown. */
  SEQUENCE_FORGOTTEN,
  /** The decision about the record failed: a fault of ours. */
  INTERNAL,
  /** Threads or processes ended twice while they worked on the record: a fault of ours. */
  QUARANTINED
}
