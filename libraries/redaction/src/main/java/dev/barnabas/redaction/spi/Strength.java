package dev.barnabas.redaction.spi;

/**
 * How sure a detector is, from the weakest. Where two spans overlap, the stronger names the type.
 */
public enum Strength {
  /** A statistical guess. */
  SCORED(0.5f),
  /** The same value was found elsewhere in the request. */
  PROPAGATED(1),
  /** The shape fits and words nearby speak for it. */
  CONTEXTUAL(0.6f),
  /** The shape alone is telling, for example a pattern that a policy brings. */
  SHAPED(0.85f),
  /** A checksum, a numbering plan or a grammar holds. */
  VALIDATED(1),
  /** A policy names the very value. */
  DENIED(1);

  private final float score;

  Strength(float score) {
    this.score = score;
  }

  /** The score that a policy's threshold is compared with where the detector gives none. */
  public float score() {
    return score;
  }
}
