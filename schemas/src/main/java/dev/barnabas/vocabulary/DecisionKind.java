package dev.barnabas.vocabulary;

/** What broker-app decided. The constant's name is the word in {@code Decision.kind}. */
public enum DecisionKind {
  /** A new request was accepted. */
  ADMITTED,
  /** A request waits for room under a per-minute or in-flight limit. */
  PARKED,
  /** A parked request goes on. */
  RELEASED,
  /** A hold was taken; the balances include it. */
  HELD,
  /** A hold was raised before a dearer partner. */
  RAISED,
  /** A hold was settled and closed; the balances exclude it. */
  SETTLED,
  /** A settled charge was corrected in the windows of its hold. */
  CORRECTED,
  /** An attempt was written to a work topic. */
  DISPATCHED,
  /** An attempt ended without an answer. */
  ATTEMPT_FAILED,
  /** A call's end was not seen in time: it may have happened. */
  CALL_UNKNOWN,
  /** A usage event was written for a call. */
  METERED,
  /** The request got its terminal response. */
  ENDED,
  /**
   * The same id with the same content came again; {@code first*} names the coordinates of the
   * first.
   */
  DUPLICATE,
  /** The same id with other content was refused. */
  CONFLICT,
  /** A cancellation was remembered for an id not seen yet. */
  CANCEL_REMEMBERED,
  /** A configuration became the one in force. */
  CONFIGURATION_ACTIVATED,
  /** A tenant's key was erased: what was sealed with it before is unreadable. */
  TENANT_ERASED,
  /** A policy in shadow mode would have decided otherwise; {@code code} says how. */
  SHADOWED
}
