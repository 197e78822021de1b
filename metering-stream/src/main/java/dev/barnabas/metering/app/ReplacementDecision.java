package dev.barnabas.metering.app;

/** What to do about a stream thread that died. */
enum ReplacementDecision {
  /** Start another. */
  REPLACE,
  /** End the process with a code that is not 0, so that whoever supervises it sees it. */
  GIVE_UP
}
