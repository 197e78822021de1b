package dev.barnabas.worker.pool;

import java.util.concurrent.CompletionStage;

/**
 * What the caller does with a record. The pool calls it on a virtual thread per record; it may
 * block.
 *
 * <p>A record's offset counts as finished when the returned stage completes, so complete it only
 * when the last outcome is acknowledged by whoever must know it. An expected failure of the work is
 * an outcome like any other; a thrown exception or a failed stage means a bug.
 *
 * <p>Calls for different records run at the same time, in no order across partitions.
 */
public interface WorkHandler {

  /**
   * Works on a record. Asks the gate before the first outside effect; on {@link
   * StartDecision#WITHDRAWN} returns a completed stage and does nothing.
   */
  CompletionStage<Void> handle(WorkRecord record, StartGate gate);

  /**
   * Tells the dispatcher that this worker does not work on the record. Repeated with backoff while
   * it fails; may reach the dispatcher more than once for the same record, also from different
   * workers.
   */
  CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason);

  /**
   * Decides what becomes of a record whose handling threw, or whose stage failed; the offset counts
   * as finished when the returned stage completes. By default the record is handed back as {@link
   * HandbackReason#INTERNAL}.
   */
  default CompletionStage<Void> onBug(WorkRecord record, Throwable bug) {
    return handBack(record, HandbackReason.INTERNAL);
  }
}
