package dev.barnabas.cli.verify;

import static java.util.Objects.requireNonNull;

/**
 * Where a record lies.
 *
 * @param topic the topic
 * @param partition its partition
 * @param offset its offset
 */
public record Coordinates(String topic, int partition, long offset) {
  /** Refuses null. */
  public Coordinates {
    requireNonNull(topic, "topic");
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
