package dev.barnabas.adapter.testkit;

/** The two ways in which an adapter is asked for answers; the contract holds in both. */
public enum Mode {
  /** The adapter may ask for a stream. */
  STREAMED,
  /** The partner's configuration says {@code streaming: false}. */
  WHOLE
}
