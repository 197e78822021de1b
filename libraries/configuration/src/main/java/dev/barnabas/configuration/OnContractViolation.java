package dev.barnabas.configuration;

/** What happens when an answer violates the route's schema. */
public enum OnContractViolation {
  /** The next partner is asked; after the last, the route's degrade rule applies. */
  FALLBACK,
  /** The route's degrade rule applies at once. */
  DEGRADE,
  /** The request fails at once. */
  FAIL
}
