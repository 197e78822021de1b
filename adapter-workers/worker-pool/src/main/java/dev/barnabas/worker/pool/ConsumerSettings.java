package dev.barnabas.worker.pool;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Turns the caller's consumer properties into those the pool runs with. */
final class ConsumerSettings {

  /** What the pool's promises rest on: a caller may repeat these values, not change them. */
  private static final Map<String, Object> FIXED =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());

  private static final Map<String, Object> CLASSIC_DEFAULTS =
      Map.of(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
              CooperativeStickyAssignor.class.getName());

  private static final Duration CONSUMER_PROTOCOL_SILENCE = Duration.ofSeconds(3);
  private static final long DEFAULT_MAX_POLL_INTERVAL_MS = 300_000;

  private ConsumerSettings() {}

  /** Refuses what the pool cannot run with; messages name the property. */
  static void check(String groupId, Map<String, Object> properties, PoolTimes times) {
    if (!properties.containsKey(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new IllegalArgumentException("consumerProperties: bootstrap.servers is missing");
    }
    requireUnset(properties, ConsumerConfig.GROUP_ID_CONFIG, groupId);
    FIXED.forEach((property, fixed) -> requireUnset(properties, property, fixed));
    Duration interval = maxPollInterval(properties);
    if (times.drain().multipliedBy(4).compareTo(interval) > 0) {
      throw new IllegalArgumentException(
          "drain: must be at most a quarter of max.poll.interval.ms (%d), was %d ms"
              .formatted(interval.toMillis(), times.drain().toMillis()));
    }
  }

  /** The properties to build the consumer from. */
  static Map<String, Object> complete(PoolSettings settings) {
    Map<String, Object> complete = new HashMap<>();
    if (!usesConsumerProtocol(settings.consumerProperties())) {
      complete.putAll(CLASSIC_DEFAULTS);
    }
    complete.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.name());
    complete.putAll(settings.consumerProperties());
    complete.putAll(FIXED);
    complete.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
    return complete;
  }

  /**
   * How long the poll loop may be silent before the group may have given its partitions away: half
   * the session timeout, since the last heartbeat was a while before. Under KIP-848 the group has
   * the session timeout and the client does not know it: three seconds, half of the shortest that
   * is advised.
   */
  static Duration silence(PoolSettings settings) {
    if (usesConsumerProtocol(settings.consumerProperties())) {
      return CONSUMER_PROTOCOL_SILENCE;
    }
    Object session = complete(settings).get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    return Duration.ofMillis(Long.parseLong(text(session)) / 2);
  }

  private static boolean usesConsumerProtocol(Map<String, Object> properties) {
    return "consumer"
        .equals(
            text(properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)).toLowerCase(Locale.ROOT));
  }

  private static Duration maxPollInterval(Map<String, Object> properties) {
    Object value = properties.get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
    return Duration.ofMillis(
        value == null ? DEFAULT_MAX_POLL_INTERVAL_MS : Long.parseLong(text(value)));
  }

  private static void requireUnset(Map<String, Object> properties, String property, Object fixed) {
    Object value = properties.get(property);
    if (value != null && !text(value).equals(fixed)) {
      throw new IllegalArgumentException(
          "consumerProperties: %s is fixed to %s".formatted(property, fixed));
    }
  }

  private static String text(@Nullable Object value) {
    return value instanceof Class<?> type ? type.getName() : String.valueOf(value);
  }
}
