package dev.barnabas.worker.pool;

/**
 * The last question before work on a record has an effect: may it start here?
 *
 * <p>A handler asks once it is ready and before its first outside effect, be that a call or an
 * outcome it publishes. Waiting (for a rate limit, say) belongs before the question, because a
 * record that has not passed the gate can still move to another worker without a repeated call.
 *
 * <p>Safe for use by any thread. Asking again gives the first answer.
 */
@FunctionalInterface
public interface StartGate {

  /** Decides whether the record starts in this worker. */
  StartDecision tryStart();

  /**
   * Whether the record has already moved to another worker, so that waiting for it is in vain.
   * Decides nothing.
   */
  default boolean withdrawn() {
    return false;
  }
}
