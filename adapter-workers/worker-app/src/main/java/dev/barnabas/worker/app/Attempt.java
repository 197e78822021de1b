package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.schemas.WorkItem;
import dev.barnabas.worker.pool.StartDecision;
import dev.barnabas.worker.pool.StartGate;

/** One work item in this worker. Used by its own thread only. */
final class Attempt {
  private final WorkItem item;
  private final StartGate gate;
  private boolean withdrawn;
  private int calls;

  Attempt(WorkItem item, StartGate gate) {
    this.item = requireNonNull(item, "item");
    this.gate = requireNonNull(gate, "gate");
  }

  WorkItem item() {
    return item;
  }

  /** Whether this worker may have an outside effect for the item; false once its lease is gone. */
  boolean starts() {
    withdrawn = gate.tryStart() == StartDecision.WITHDRAWN;
    return !withdrawn;
  }

  /** Whether another worker has the item now. */
  boolean withdrawn() {
    return withdrawn;
  }

  /** Whether waiting is in vain: the lease is gone before the item started. */
  boolean lost() {
    return gate.withdrawn();
  }

  /** Counts a call and numbers it, from 0. */
  int nextCall() {
    return calls++;
  }

  /** Calls counted. */
  int calls() {
    return calls;
  }
}
