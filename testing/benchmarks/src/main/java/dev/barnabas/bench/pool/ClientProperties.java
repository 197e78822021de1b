package dev.barnabas.bench.pool;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka properties that all measured clients share. */
final class ClientProperties {
  private ClientProperties() {}

  /**
   * Of a consumer: the group is left by the pool's own session timeout, so that all wait as long
   * for a killed member.
   */
  static Map<String, Object> consumer(String bootstrap, String group) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("group.id", group);
    properties.put("enable.auto.commit", "false");
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    properties.put("session.timeout.ms", "8000");
    properties.put("heartbeat.interval.ms", "2000");
    properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
    properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return properties;
  }

  /** Of a producer: Kafka's defaults, which are idempotent with acks=all, without waiting. */
  static Map<String, Object> producer(String bootstrap) {
    return Map.of(
        "bootstrap.servers",
        bootstrap,
        "linger.ms",
        "0",
        "key.serializer",
        ByteArraySerializer.class.getName(),
        "value.serializer",
        ByteArraySerializer.class.getName());
  }
}
