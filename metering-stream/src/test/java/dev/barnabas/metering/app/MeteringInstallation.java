package dev.barnabas.metering.app;

import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.metering.topology.SequencedWriter;
import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RegistrySchemas;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A broker and a registry for metering-stream as a process of its own. */
final class MeteringInstallation implements AutoCloseable {

  static final Duration BOUND = Duration.ofMinutes(2);

  private static final TopicNames NAMES = TopicNames.ofDefaults();
  private static final TopicPlan PLAN = TopicPlan.ofDefaults(Set.of());
  private static final String CONFIGURATION =
      """
      partners:
        - {id: partner-alpha, adapter: simulated, endpoint: "http://127.0.0.1:1"}
      routing:
        models:
          - {alias: fast-text, primary: partner-alpha}
      quotas:
        default: {tokens_per_month: 1000000}
      sizes: {request: 256KiB, answer: 256KiB, restore: 512KiB}
      """;

  private final Path directory;
  private final SequencedWriter writer = new SequencedWriter();
  private final LocalKafka kafka;
  private final LocalRegistry registry;

  MeteringInstallation(Path directory) {
    this.directory = directory;
    kafka = LocalKafka.in(directory.resolve("kafka"));
    registry = LocalRegistry.inMemory(directory.resolve("registry"), FreePorts.random());
    kafka.start();
    registry.start();
    kafka.awaitReady(BOUND).orThrow();
    registry.awaitReady(BOUND).orThrow();
    SchemaRegistrar.at(registry.url().toString(), Map.of()).register(NAMES, PLAN);
  }

  ChildCommand command() throws IOException {
    var file = Files.writeString(directory.resolve("barnabas.yaml"), CONFIGURATION);
    return ChildCommand.of(
            "metering-stream", MeteringMain.class.getName(), directory.resolve("metering.log"))
        .withArguments("--config", file.toString())
        .withArguments("--bootstrap", kafka.bootstrapServers())
        .withArguments("--registry", registry.url().toString())
        .withArguments("--management-port", "0")
        .withEnvironment("BARNABAS_STATE_DIR", directory.resolve("state").toString())
        .readyWhen(new Readiness.LogLine("READY metering-stream"));
  }

  void createTopics() {
    try (var admin = Admin.create(settings().admin("test"))) {
      new TopicProvisioner(admin).create(new TopicCatalogue(NAMES).definitions(PLAN), (short) 1);
    }
  }

  /** Writes events as broker-app does: each numbered in its tenant's partition. */
  void send(List<UsageEvent> events) throws Exception {
    var codec = codec();
    try (var producer = new KafkaProducer<String, byte[]>(settings().producer("test"))) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (var event : events) {
        int home = HomePartition.of(event.getTenantId(), PLAN.homePartitions());
        var value = codec.encode(writer.stamped(event, home));
        sent.add(
            producer.send(
                new ProducerRecord<>(NAMES.metering(), home, event.getTenantId(), value)));
      }
      for (var acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }

  /** The calls of all months, as a reader of committed totals sees them. */
  long calls() {
    var latest = new HashMap<String, Long>();
    for (var totals : read(NAMES.usageTotals(), UsageTotals.class)) {
      if (totals.getWindow().equals("MONTH")) {
        latest.put(totals.getTenantId(), totals.getCalls());
      }
    }
    return latest.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The committed alerts. */
  List<Alert> alerts() {
    return read(NAMES.alerts(), Alert.class);
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    var codec = codec();
    var records = new ArrayList<T>();
    try (var reader = new KafkaConsumer<byte[], byte[]>(settings().reader("test"))) {
      var partitions =
          IntStream.range(0, PLAN.homePartitions())
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      var ends = reader.endOffsets(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))
          && System.nanoTime() < deadline) {
        for (var record : reader.poll(Duration.ofMillis(100))) {
          if (codec.decode(record.value(), type) instanceof Parsed.Read<T>(T value)) {
            records.add(value);
          }
        }
      }
    }
    return records;
  }

  private RecordCodec codec() {
    var schemas = RegistrySchemas.at(registry.url().toString(), Map.of());
    schemas.warm(List.of(UsageEvent.SCHEMA$, UsageTotals.SCHEMA$, Alert.SCHEMA$));
    return new RecordCodec(schemas);
  }

  private KafkaSettings settings() {
    return KafkaSettings.of(kafka.bootstrapServers());
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
