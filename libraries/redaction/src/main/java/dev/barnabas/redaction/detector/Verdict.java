package dev.barnabas.redaction.detector;

/** What the nearest telling word says about a topic. */
enum Verdict {
  AGAINST,
  NONE,
  WEAK,
  STRONG;

  /** Says whether words speak for the topic. */
  boolean speaksFor() {
    return this == WEAK || this == STRONG;
  }
}
