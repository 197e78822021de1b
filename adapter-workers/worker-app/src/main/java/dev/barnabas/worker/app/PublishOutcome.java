package dev.barnabas.worker.app;

/** What became of a record that had to be published. */
enum PublishOutcome {
  /** Kafka has it. */
  ACKNOWLEDGED,
  /** It is larger than Kafka takes and never will be taken. */
  TOO_LARGE
}
