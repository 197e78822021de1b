package dev.barnabas.worker.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.server.common.GroupVersion;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.TransactionVersion;
import org.jspecify.annotations.Nullable;

/** A broker in this process, and what the tests do with it beside the pool. */
final class PoolCluster implements AutoCloseable {

  private final KafkaClusterTestKit kit;
  private final Admin admin;

  PoolCluster() throws Exception {
    this(Map.of());
  }

  /**
   * A broker that tells the clients of a further listener to come through a proxy.
   *
   * @param proxyPort where the proxy listens
   */
  static PoolCluster behindProxy(int proxyPort) throws Exception {
    return new PoolCluster(
        Map.of(
            "listeners", "EXTERNAL://localhost:0,CONTROLLER://localhost:0,PROXIED://localhost:0",
            "advertised.listeners", "EXTERNAL://localhost:0,PROXIED://localhost:" + proxyPort,
            "listener.security.protocol.map",
                "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,PROXIED:PLAINTEXT"));
  }

  private PoolCluster(Map<String, String> more) throws Exception {
    TestKitNodes nodes =
        new TestKitNodes.Builder()
            .setBootstrapMetadata(
                BootstrapMetadata.fromVersions(
                    MetadataVersion.latestProduction(),
                    Map.of(
                        GroupVersion.FEATURE_NAME, (short) 1,
                        TransactionVersion.FEATURE_NAME, (short) 2),
                    "test"))
            .setCombined(true)
            .setNumBrokerNodes(1)
            .setNumControllerNodes(1)
            .build();
    KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes);
    Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "group.consumer.min.session.timeout.ms", "1000",
            "group.consumer.session.timeout.ms", "3000",
            "group.consumer.heartbeat.interval.ms", "1000")
        .forEach(builder::setConfigProp);
    builder.setConfigProp("group.consumer.min.heartbeat.interval.ms", "500");
    more.forEach(builder::setConfigProp);
    kit = builder.build();
    kit.format();
    kit.startup();
    kit.waitForReadyBrokers();
    admin = Admin.create(Map.of("bootstrap.servers", kit.bootstrapServers()));
  }

  String bootstrapServers() {
    return kit.bootstrapServers();
  }

  /** Where the broker itself listens for what comes through the proxy. */
  int proxiedPort() {
    return requireNonNull(kit.brokers().get(0)).boundPort(new ListenerName("PROXIED"));
  }

  /** The values of a topic's one partition, in order. */
  List<String> read(String topic) {
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(new TopicPartition(topic, 0))) {
      values.add(new String(record.value(), UTF_8));
    }
    return values;
  }

  /** Every offset that was ever committed for the partition, in the order of the log. */
  List<Long> commits(String group, String topic, int partition) {
    List<Long> commits = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        records(new TopicPartition("__consumer_offsets", 0))) {
      if (record.value() != null && isCommit(record.key(), group, topic, partition)) {
        commits.add(ByteBuffer.wrap(record.value()).getLong(Short.BYTES));
      }
    }
    return commits;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kit.bootstrapServers(),
            ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
            false);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (reader.position(partition) < end) {
        reader.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** A producer of raw bytes, one request at a time, so that a failed one is not overtaken. */
  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        producerProperties(Map.of(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)));
  }

  /** Keys of versions 0 and 1 are (group, topic, partition); others are no commits. */
  private static boolean isCommit(byte[] key, String group, String topic, int partition) {
    ByteBuffer in = ByteBuffer.wrap(key);
    return in.getShort() <= 1
        && text(in).equals(group)
        && text(in).equals(topic)
        && in.getInt() == partition;
  }

  private static String text(ByteBuffer in) {
    byte[] text = new byte[in.getShort()];
    in.get(text);
    return new String(text, UTF_8);
  }

  void createTopic(String name, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
  }

  /** Pool settings for tests: fast commits, short sessions. */
  PoolSettings settings(String group, PoolTopic... topics) {
    return PoolSettings.of(
            group,
            group,
            List.of(topics),
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kit.bootstrapServers(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                2_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                300))
        .withTimes(PoolTimes.defaults().withCommitInterval(Duration.ofMillis(50)));
  }

  /** The same with the consumer group protocol of KIP-848. */
  PoolSettings consumerProtocolSettings(String group, PoolTopic... topics) {
    return withProperties(
        settings(group, topics),
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kit.bootstrapServers(),
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            "consumer"));
  }

  static PoolSettings withProperties(PoolSettings settings, Map<String, Object> properties) {
    return new PoolSettings(
        settings.name(),
        settings.groupId(),
        settings.topics(),
        properties,
        settings.limits(),
        settings.times(),
        settings.fairness());
  }

  /** Writes records whose values are {@code prefix-0}, {@code prefix-1} …, to one partition. */
  void write(String topic, int partition, String prefix, int count) throws Exception {
    try (Producer<byte[], byte[]> producer = producer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int index = 0; index < count; index++) {
        sent.add(producer.send(record(topic, partition, prefix + "-" + index)));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }

  /** Writes one record per transaction; every third transaction is aborted. */
  void writeInTransactions(String topic, int partition, String prefix, int count) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            producerProperties(
                Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    topic,
                    ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                    2)))) {
      producer.initTransactions();
      for (int index = 0; index < count; index++) {
        producer.beginTransaction();
        producer.send(record(topic, partition, prefix + "-" + index)).get();
        if (index % 3 == 2) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }
  }

  @Nullable OffsetAndMetadata committed(String group, String topic, int partition)
      throws Exception {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .get(new TopicPartition(topic, partition));
  }

  /** The committed offset, or -1. */
  long committedOffset(String group, String topic, int partition) throws Exception {
    OffsetAndMetadata committed = committed(group, topic, partition);
    return committed == null ? -1 : committed.offset();
  }

  void commit(String group, String topic, int partition, OffsetAndMetadata offset)
      throws Exception {
    admin
        .alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, partition), offset))
        .all()
        .get();
  }

  @Override
  public void close() throws Exception {
    admin.close();
    kit.close();
  }

  private Map<String, Object> producerProperties(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kit.bootstrapServers());
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return properties;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition, String value) {
    return new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8));
  }
}
