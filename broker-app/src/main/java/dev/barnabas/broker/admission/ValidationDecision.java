package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.Output.Fault;
import java.time.Instant;

/** Whether a request may go on. */
public sealed interface ValidationDecision {

  /**
   * It may.
   *
   * @param deadline when it expires
   * @param ownDeadline whether the tenant set it
   */
  record Valid(Instant deadline, boolean ownDeadline) implements ValidationDecision {}

  /**
   * It may not.
   *
   * @param fault a stable code and the field
   */
  record Invalid(Fault fault) implements ValidationDecision {}
}
