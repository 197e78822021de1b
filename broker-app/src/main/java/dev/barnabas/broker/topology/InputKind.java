package dev.barnabas.broker.topology;

/** What a source topic carries. */
enum InputKind {
  /** Requests. */
  REQUESTS,
  /** Cancellations and activated configurations. */
  CONTROL,
  /** Starts and ends of calls, and ticks. */
  OUTCOMES,
  /** Failed attempts, and ticks. */
  FALLBACK,
  /** Any of them, moved to its home partition by broker-app. */
  MISPLACED
}
