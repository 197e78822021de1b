package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Where a record was read.
 *
 * @param topic the topic
 * @param partition its partition
 * @param offset its offset
 * @param appendedAt when the broker appended it
 */
public record SourceCoordinates(String topic, int partition, long offset, Instant appendedAt) {
  /** Refuses null. */
  public SourceCoordinates {
    requireNonNull(topic, "topic");
    requireNonNull(appendedAt, "appendedAt");
  }
}
