package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * One topic: how it is created and what the applications refuse to start without.
 *
 * @param name full name
 * @param partitions exact number of partitions
 * @param home whether the partition is the tenant's home, so that the number is the shared N
 * @param cleanup how the topic forgets
 * @param retention how long records are kept when we create the topic; null is for ever
 * @param minRetention the shortest retention the applications accept; null is for ever
 * @param segment age at which a segment is closed: records outlive the retention by up to this
 * @param maxMessageBytes largest batch, in bytes
 * @param key what the record key holds
 * @param writer who writes it, joined by commas
 * @param reader who reads it, joined by commas
 * @param personalData what its values may hold
 */
public record TopicDefinition(
    String name,
    int partitions,
    boolean home,
    Cleanup cleanup,
    @Nullable Duration retention,
    @Nullable Duration minRetention,
    Duration segment,
    int maxMessageBytes,
    String key,
    String writer,
    String reader,
    PersonalData personalData) {

  /** Refuses impossible numbers. */
  public TopicDefinition {
    requireNonNull(name, "name");
    requireNonNull(cleanup, "cleanup");
    requireNonNull(segment, "segment");
    requireNonNull(key, "key");
    requireNonNull(writer, "writer");
    requireNonNull(reader, "reader");
    requireNonNull(personalData, "personalData");
    if (partitions < 1) {
      throw new IllegalArgumentException(name + ": partitions must be at least 1");
    }
    if (maxMessageBytes < 1) {
      throw new IllegalArgumentException(name + ": max.message.bytes must be at least 1");
    }
    if (retention != null && (minRetention == null || retention.compareTo(minRetention) < 0)) {
      throw new IllegalArgumentException(name + ": retention is below what the topic needs");
    }
  }

  /** The topic's settings, every one written out so that no broker default decides. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.word());
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
    settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment.toMillis()));
    settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(millis(retention)));
    settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    return settings;
  }

  /** Kafka's number for a retention: milliseconds, or -1 for ever. */
  static long millis(@Nullable Duration retention) {
    return retention == null ? -1 : retention.toMillis();
  }
}
