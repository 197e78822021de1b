package dev.barnabas.signing;

import java.time.Instant;

/** What is known of a key set now. */
public sealed interface KeySetState {
  /** It was never read. */
  record NotLoaded() implements KeySetState {}

  /**
   * It was read.
   *
   * @param keys as last read
   * @param readAt when
   */
  record Loaded(KeySet keys, Instant readAt) implements KeySetState {}
}
