package dev.barnabas.worker.pool;

/** One call of the caller's {@link WorkHandler}, on a virtual thread of its own. */
sealed interface Task {

  LeasedRecord record();

  /** Works on the record. */
  record Work(LeasedRecord record) implements Task {}

  /** Hands the record back; tries are counted from 0. */
  record HandBack(LeasedRecord record, int tries) implements Task {}

  /** Asks what becomes of a record whose handling failed with a bug; tries are counted from 0. */
  record Bug(LeasedRecord record, Throwable cause, int tries) implements Task {}
}
