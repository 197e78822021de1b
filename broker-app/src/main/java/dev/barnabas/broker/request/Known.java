package dev.barnabas.broker.request;

/** What is known of a request: its state, or of one that is wholly over, that it was there. */
public sealed interface Known permits RequestState, Remembered {
  /** The request's identity. */
  RequestKey key();

  /** Where it was read. */
  Coordinates source();
}
