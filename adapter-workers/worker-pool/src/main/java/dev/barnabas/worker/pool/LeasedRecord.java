package dev.barnabas.worker.pool;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A record together with the lease it was fetched under, and its gate. The gate is decided once: by
 * the handler that asks, or by the poll thread that withdraws the record.
 */
final class LeasedRecord implements StartGate {

  /** What the pool does with the record. */
  enum Purpose {
    WORK,
    HAND_BACK
  }

  private enum Gate {
    OPEN,
    GRANTED,
    WITHDRAWN
  }

  private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);
  private final Lease lease;
  private final WorkRecord work;
  private final Flow flow;
  private final Purpose purpose;

  LeasedRecord(Lease lease, WorkRecord work, Flow flow, Purpose purpose) {
    this.lease = lease;
    this.work = work;
    this.flow = flow;
    this.purpose = purpose;
  }

  Lease lease() {
    return lease;
  }

  WorkRecord work() {
    return work;
  }

  Flow flow() {
    return flow;
  }

  Purpose purpose() {
    return purpose;
  }

  @Override
  public StartDecision tryStart() {
    if (gate.get() == Gate.OPEN) {
      gate.compareAndSet(Gate.OPEN, lease.owned() ? Gate.GRANTED : Gate.WITHDRAWN);
    }
    return started() ? StartDecision.GRANTED : StartDecision.WITHDRAWN;
  }

  /** Closes the gate unless the work has started. */
  void withdraw() {
    gate.compareAndSet(Gate.OPEN, Gate.WITHDRAWN);
  }

  boolean started() {
    return gate.get() == Gate.GRANTED;
  }

  boolean withdrawn() {
    return gate.get() == Gate.WITHDRAWN;
  }
}
