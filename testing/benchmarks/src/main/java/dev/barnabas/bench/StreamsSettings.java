package dev.barnabas.bench;

import java.util.Map;

/** How the Kafka clients of the apps are set up: the two sides of the comparison. */
enum StreamsSettings {
  /** As Barnabas sets them up when nothing is said. */
  BARNABAS("barnabas", Map.of()),

  /**
   * What Kafka Streams and its producer do when nothing is said: a producer that waits 100 ms to
   * fill a batch, 100 ms of waiting for input, a commit every 100 ms (the default of exactly-once)
   * and 100 ms of back-off. Set through {@code kafka.properties}, as an operator would.
   */
  KAFKA_DEFAULTS(
      "kafka-defaults",
      Map.of(
          "producer.linger.ms", "100",
          "poll.ms", "100",
          "commit.interval.ms", "100",
          "producer.retry.backoff.ms", "100"));

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of
  private final Map<String, String> properties;

  StreamsSettings(String label, Map<String, String> properties) {
    this.label = label;
    this.properties = properties;
  }

  /** The name in the output. */
  String label() {
    return label;
  }

  /** What goes under {@code kafka.properties}. */
  Map<String, String> properties() {
    return properties;
  }
}
