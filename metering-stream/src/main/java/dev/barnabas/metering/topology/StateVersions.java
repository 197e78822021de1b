package dev.barnabas.metering.topology;

import org.apache.kafka.streams.errors.StreamsException;

/**
 * Every state value begins with its version, so that a later program can tell what an earlier one
 * wrote.
 */
final class StateVersions {

  private StateVersions() {}

  /**
   * Stops the task rather than misread its state.
   *
   * @throws StreamsException if the versions differ
   */
  static void require(int known, int found, String store) {
    if (found != known) {
      throw new StreamsException(
          "store " + store + " holds state version " + found + ", this program knows " + known);
    }
  }
}
