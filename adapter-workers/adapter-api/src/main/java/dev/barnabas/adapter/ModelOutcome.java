package dev.barnabas.adapter;

/** How a call ended. */
public sealed interface ModelOutcome permits ModelAnswer, ModelFailure {

  /** When it started and ended. */
  CallTimes times();
}
