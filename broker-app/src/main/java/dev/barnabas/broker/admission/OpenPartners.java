package dev.barnabas.broker.admission;

import java.time.Instant;

/**
 * Which partners are not called now: every worker that speaks for them says so. What is known is
 * read once per question and may be a moment old; a decision tells what it knew.
 */
@FunctionalInterface
public interface OpenPartners {
  /** Nothing is known: every partner is taken to be called. */
  OpenPartners NONE = (partnerId, now) -> false;

  /**
   * Whether a partner is not called.
   *
   * @param now the time of the decision
   */
  boolean contains(String partnerId, Instant now);
}
