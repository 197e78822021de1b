package dev.barnabas.configuration;

/** What happens when a provider answers with a model version that was not seen before. */
public enum OnModelChange {
  /** An alert; work goes on. */
  ALERT,
  /** New requests of the route wait until the version is accepted. */
  HOLD,
  /** The next partner is asked. */
  FALLBACK
}
