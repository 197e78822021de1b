package dev.barnabas.cli.demo;

/** When a request is sent. */
public enum Phase {
  /** All providers are well. */
  FIRST,
  /** The first provider refuses every call. */
  OUTAGE,
  /** After the others were answered: repeats, conflicts, and what a spent quota refuses. */
  AGAIN
}
