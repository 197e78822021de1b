package dev.barnabas.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cluster.EmbeddedKafka;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Verify reads a real broker's topics as a committed reader, to their end, and leaves nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class TopicReaderIT {
  private EmbeddedKafka kafka;
  private Admin admin;

  @BeforeAll
  void startBroker() {
    kafka = EmbeddedKafka.start();
    admin = Admin.create(KafkaSettings.of(kafka.bootstrapServers()).admin("test"));
  }

  @AfterAll
  void stopBroker() {
    admin.close();
    kafka.close();
  }

  @Test
  void readsEveryPartitionOfEveryTopicOfTheInstallationAndNoOther() throws Exception {
    TopicNames names = new TopicNames("every");
    create(names.requests(), 3);
    create(names.work("alpha"), 2);
    create("elsewhere.requests", 1);
    try (var producer = producer(Map.of())) {
      for (int i = 0; i < 2_000; i++) {
        write(producer, names.requests(), i % 3, "r" + i);
      }
      write(producer, names.work("alpha"), 1, "w");
      write(producer, "elsewhere.requests", 0, "x");
    }

    TopicSnapshot snapshot = read(names);

    assertThat(values(snapshot, names.requests())).hasSize(2_000).doesNotHaveDuplicates();
    assertThat(values(snapshot, names.work("alpha"))).containsExactly("w");
    assertThat(snapshot.size()).isEqualTo(2_001);
  }

  @Test
  @Tag("rule-7.5")
  void leavesOutWhatATransactionTookBackAndGoesPastItsMarkers() throws Exception {
    TopicNames names = new TopicNames("aborted");
    create(names.responses(), 1);
    try (var producer = producer(Map.of("transactional.id", "writer"))) {
      producer.initTransactions();
      inTransaction(producer, names.responses(), "kept-1");
      producer.commitTransaction();
      inTransaction(producer, names.responses(), "taken-back");
      producer.abortTransaction();
      inTransaction(producer, names.responses(), "kept-2");
      producer.commitTransaction();
      inTransaction(producer, names.responses(), "taken-back-too");
      producer.abortTransaction();
    }

    TopicSnapshot snapshot = read(names);

    assertThat(values(snapshot, names.responses())).containsExactly("kept-1", "kept-2");
  }

  @Test
  void doesNotWaitForATransactionThatIsOpen() throws Exception {
    TopicNames names = new TopicNames("open");
    create(names.responses(), 1);
    try (var producer = producer(Map.of("transactional.id", "slow"))) {
      producer.initTransactions();
      inTransaction(producer, names.responses(), "kept");
      producer.commitTransaction();
      inTransaction(producer, names.responses(), "undecided");
      producer.flush();

      assertThat(values(read(names), names.responses())).containsExactly("kept");
      producer.abortTransaction();
    }
  }

  @Test
  void saysWhereATopicBeginsThatLostItsFirstRecords() throws Exception {
    TopicNames names = new TopicNames("trimmed");
    create(names.decisions(), 1);
    try (var producer = producer(Map.of())) {
      for (int i = 0; i < 5; i++) {
        write(producer, names.decisions(), 0, "d" + i);
      }
    }
    TopicPartition partition = new TopicPartition(names.decisions(), 0);
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all().get();

    TopicSnapshot snapshot = read(names);

    assertThat(snapshot.beginning(names.decisions(), 0)).isEqualTo(2);
    assertThat(values(snapshot, names.decisions())).containsExactly("d2", "d3", "d4");
    assertThat(snapshot.truncated(names.decisions()::equals)).isTrue();
  }

  @Test
  void joinsNoGroup() throws Exception {
    TopicNames names = new TopicNames("groups");
    create(names.requests(), 1);

    read(names);

    assertThat(admin.listGroups().all().get()).isEmpty();
  }

  private TopicSnapshot read(TopicNames names) {
    return TopicReader.read(
        KafkaSettings.of(kafka.bootstrapServers()), names, InMemorySchemas.ofProject());
  }

  private static List<String> values(TopicSnapshot snapshot, String topic) {
    List<String> values = new ArrayList<>();
    for (SnapshotRecord record : snapshot.topic(topic)) {
      byte[] value = record.value();
      values.add(value == null ? "null" : new String(value, UTF_8));
    }
    return values;
  }

  private void create(String topic, int partitions) throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    if (more.containsKey("transactional.id")) {
      settings.put("transaction.timeout.ms", 10_000);
    }
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void inTransaction(
      KafkaProducer<byte[], byte[]> producer, String topic, String value) {
    producer.beginTransaction();
    write(producer, topic, 0, value);
    producer.flush();
  }

  private static void write(
      KafkaProducer<byte[], byte[]> producer, String topic, int partition, String value) {
    var _ = producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(UTF_8)));
  }
}
