package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Settings of every Kafka client, by its role, with the user's own laid over. Values are bytes
 * everywhere: the codec reads and writes them.
 *
 * @param bootstrap {@code bootstrap.servers}
 * @param properties the user's settings, such as TLS and SASL; they win over ours
 * @param maxRequestBytes {@code max.request.size}, see {@link SizeBudget#messageBytes()}
 */
public record KafkaSettings(String bootstrap, Map<String, String> properties, int maxRequestBytes) {
  /** A dead member's partitions are dark this long; the broker's default allows 6 s or more. */
  private static final int SESSION_TIMEOUT_MS = 8_000;

  /** Three chances per session. */
  private static final int HEARTBEAT_INTERVAL_MS = 2_500;

  /** A stuck transaction hides what comes after it this long, plus the broker's scan. */
  private static final int TRANSACTION_TIMEOUT_MS = 10_000;

  /**
   * How long a transactional producer waits when the previous transaction's markers are not written
   * yet; the default of 100 costs 140 ms at the median.
   */
  private static final int TRANSACTION_RETRY_BACKOFF_MS = 2;

  /** Streams waits this long for input before it looks at the commit interval; default 100. */
  private static final int POLL_MS = 5;

  /**
   * While an application is behind. One that keeps up asks for its commits itself, as every hop
   * waits for them.
   */
  private static final int COMMIT_INTERVAL_MS = 100;

  /** New topics and lost leaders are noticed within this; default 5 minutes. */
  private static final int METADATA_MAX_AGE_MS = 10_000;

  /** Refuses null and impossible sizes. */
  public KafkaSettings {
    requireNonNull(bootstrap, "bootstrap");
    properties = Map.copyOf(properties);
    if (maxRequestBytes < 1024) {
      throw new IllegalArgumentException("maxRequestBytes must be at least 1024");
    }
  }

  /** Settings for a cluster, with nothing of the user's and the default size budget. */
  public static KafkaSettings of(String bootstrap) {
    return new KafkaSettings(bootstrap, Map.of(), SizeBudget.ofDefaults().messageBytes());
  }

  /** An admin client. */
  public Map<String, Object> admin(String clientId) {
    return overlaid(common(clientId));
  }

  /**
   * A producer outside transactions: idempotent, acknowledged by all in-sync replicas, not waiting
   * to fill a batch. Keys are text, values bytes.
   */
  public Map<String, Object> producer(String clientId) {
    Map<String, Object> settings = common(clientId);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRequestBytes);
    return overlaid(settings);
  }

  /**
   * A producer of transactions outside Streams. A broker of ours allows a transaction 15 s; Kafka's
   * own default of a minute would be refused.
   *
   * @param transactionalId of two producers with the same id, the later ends the earlier
   */
  public Map<String, Object> transactionalProducer(String clientId, String transactionalId) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, TRANSACTION_RETRY_BACKOFF_MS);
    settings.putAll(producer(clientId));
    return Map.copyOf(settings);
  }

  /**
   * A consumer that is given its partitions: it sees committed records only, commits nothing and
   * starts at the earliest record where it has no position.
   */
  public Map<String, Object> reader(String clientId) {
    Map<String, Object> settings = consumer(clientId);
    return overlaid(settings);
  }

  /**
   * A member of a consumer group that commits by hand: committed records only, earliest, classic
   * protocol with cooperative rebalances, because only there may the session be short on an
   * unchanged broker.
   */
  public Map<String, Object> groupConsumer(String clientId, String groupId) {
    Map<String, Object> settings = consumer(clientId);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MS);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return overlaid(settings);
  }

  /**
   * A Kafka Streams application, exactly once. Named by text because this library does not depend
   * on Streams.
   *
   * @param applicationId group, state directory and prefix of transactional ids; a constant
   * @param stateDirectory on a volume: the transactional id lives there, and a restart with the
   *     same id ends the old transaction at once
   * @param threads one per core to spare, not more
   */
  public Map<String, Object> streams(String applicationId, String stateDirectory, int threads) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
    settings.put("application.id", applicationId);
    settings.put("state.dir", stateDirectory);
    settings.put("num.stream.threads", threads);
    settings.put("processing.guarantee", "exactly_once_v2");
    settings.put("poll.ms", POLL_MS);
    settings.put("commit.interval.ms", COMMIT_INTERVAL_MS);
    // each record's output counts, so nothing may be merged in a cache
    settings.put("statestore.cache.max.bytes", 0);
    // no policy depends on the order between topics
    settings.put("max.task.idle.ms", -1);
    // a renamed store would be an empty store
    settings.put("ensure.explicit.internal.resource.naming", true);
    settings.put(
        "default.key.serde", "org.apache.kafka.common.serialization.Serdes$ByteArraySerde");
    settings.put(
        "default.value.serde", "org.apache.kafka.common.serialization.Serdes$ByteArraySerde");
    streamsClients(settings);
    return overlaid(settings);
  }

  private void streamsClients(Map<String, Object> settings) {
    settings.put("consumer.auto.offset.reset", "earliest");
    settings.put("consumer.session.timeout.ms", SESSION_TIMEOUT_MS);
    settings.put("consumer.heartbeat.interval.ms", HEARTBEAT_INTERVAL_MS);
    // Streams' own default of 100 hides every other setting
    settings.put("producer.linger.ms", 0);
    settings.put("producer.retry.backoff.ms", TRANSACTION_RETRY_BACKOFF_MS);
    settings.put("producer.transaction.timeout.ms", TRANSACTION_TIMEOUT_MS);
    settings.put("producer.max.request.size", maxRequestBytes);
    // changelogs carry what topics carry
    settings.put("topic.max.message.bytes", Integer.toString(maxRequestBytes));
  }

  private Map<String, Object> consumer(String clientId) {
    Map<String, Object> settings = common(clientId);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    return settings;
  }

  private Map<String, Object> common(String clientId) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
    return settings;
  }

  private Map<String, Object> overlaid(Map<String, Object> settings) {
    settings.putAll(properties);
    return Map.copyOf(settings);
  }
}
