package dev.barnabas.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String TOPIC = "inference.requests";

  @TempDir Path directory;

  @Test
  void keepsAcknowledgedRecordsOverAKillAndARestartOnTheSamePort() throws Exception {
    try (LocalKafka kafka = LocalKafka.in(directory)) {
      kafka.start();
      kafka.awaitReady(BOUND).orThrow();
      createTopic(kafka);
      produce(kafka, "acme", "before");
      String bootstrap = kafka.bootstrapServers();

      kafka.kill9();
      assertThat(kafka.isRunning()).isFalse();
      kafka.start();
      kafka.awaitReady(BOUND).orThrow();

      produce(kafka, "acme", "after");
      assertThat(kafka.bootstrapServers()).isEqualTo(bootstrap);
      assertThat(values(kafka, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void answersWithItsOwnClusterIdWhichANewBrokerOnItsDirectoryHasToo() throws Exception {
    String first;
    try (LocalKafka kafka = LocalKafka.in(directory)) {
      kafka.start();
      kafka.awaitReady(BOUND).orThrow();
      first = clusterId(kafka);
      assertThat(first).isEqualTo(kafka.clusterId());
      kafka.stop();
      assertThat(kafka.process().exitCode()).hasValue(143);
    }
    assertThat(LocalKafka.in(directory).clusterId()).isEqualTo(first);
    assertThat(LocalKafka.in(directory.resolve("other")).clusterId()).isNotEqualTo(first);
  }

  @Test
  void stampsRecordsWithTheTimeOfTheirAppend() throws Exception {
    try (LocalKafka kafka = LocalKafka.in(directory)) {
      kafka.start();
      kafka.awaitReady(BOUND).orThrow();
      createTopic(kafka);
      long before = System.currentTimeMillis();

      try (KafkaProducer<String, String> producer = producer(kafka)) {
        producer.send(new ProducerRecord<>(TOPIC, 0, 0L, "acme", "dated 1970")).get();
      }

      ConsumerRecord<String, String> read = read(kafka, 1).getFirst();
      assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
      assertThat(read.timestamp()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void saysThatAPortIsTakenByAnotherClusterRatherThanUseIt() {
    Ports ports = Ports.random();
    try (LocalKafka first = LocalKafka.in(directory.resolve("first"), ports, Map.of());
        LocalKafka second =
            LocalKafka.in(
                directory.resolve("second"),
                new Ports(ports.kafka(), FreePorts.random(), ports.registry(), ports.management()),
                Map.of())) {
      first.start();
      first.awaitReady(BOUND).orThrow();

      second.start();
      StartOutcome outcome = second.awaitReady(BOUND);

      assertThat(outcome).isInstanceOf(StartOutcome.Exited.class);
      assertThat(ports.taken())
          .extracting(FreePorts.TakenPort::toString)
          .contains("port %d (Kafka) is taken by another program".formatted(ports.kafka()));
    }
  }

  private static void createTopic(LocalKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  private static String clusterId(LocalKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get(20, TimeUnit.SECONDS);
    }
  }

  private static void produce(LocalKafka kafka, String key, String value) throws Exception {
    try (KafkaProducer<String, String> producer = producer(kafka)) {
      producer.send(new ProducerRecord<>(TOPIC, key, value)).get(20, TimeUnit.SECONDS);
    }
  }

  private static KafkaProducer<String, String> producer(LocalKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<String> values(LocalKafka kafka, int count) {
    return read(kafka, count).stream().map(ConsumerRecord::value).toList();
  }

  private static List<ConsumerRecord<String, String>> read(LocalKafka kafka, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      List<ConsumerRecord<String, String>> read = new ArrayList<>();
      for (int poll = 0; poll < 40 && read.size() < count; poll++) {
        consumer.poll(Duration.ofMillis(500)).forEach(read::add);
      }
      return read;
    }
  }
}
