package dev.barnabas.redaction.spi;

/**
 * How sure a detector is, from the weakest. Where two spans overlap, the stronger names the type.
 */
public enum Strength {
  /** A statistical guess. */
  SCORED,
  /** The same value was found elsewhere in the request. */
  PROPAGATED,
  /** The shape fits and words nearby speak for it. */
  CONTEXTUAL,
  /** The shape alone is telling, for example a pattern that a policy brings. */
  SHAPED,
  /** A checksum, a numbering plan or a grammar holds. */
  VALIDATED,
  /** A policy names the very value. */
  DENIED
}
