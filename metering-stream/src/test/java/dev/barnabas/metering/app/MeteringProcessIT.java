package dev.barnabas.metering.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.cluster.StartOutcome;
import dev.barnabas.metering.topology.SequencedWriter;
import dev.barnabas.metering.topology.UsageEvents;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** metering-stream as a process of its own, with a real broker and a real registry. */
class MeteringProcessIT {

  private static final Duration BOUND = Duration.ofMinutes(2);
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

  @TempDir Path directory;

  private final SequencedWriter writer = new SequencedWriter();
  private LocalKafka kafka;
  private LocalRegistry registry;

  @BeforeEach
  void start() {
    kafka = LocalKafka.in(directory.resolve("kafka"));
    registry = LocalRegistry.inMemory(directory.resolve("registry"), FreePorts.random());
    kafka.start();
    registry.start();
    kafka.awaitReady(BOUND).orThrow();
    registry.awaitReady(BOUND).orThrow();
    SchemaRegistrar.at(registry.url().toString(), Map.of()).register(NAMES, PLAN);
  }

  @AfterEach
  void stop() {
    registry.close();
    kafka.close();
  }

  @Test
  void countsEachEventOnceThoughItIsKilledAmid() throws Exception {
    createTopics();
    try (var child = ChildProcess.start(command());
        var producer = new KafkaProducer<String, byte[]>(settings().producer("test"))) {
      child.awaitReady(BOUND).orThrow();
      send(producer, 0, 400);
      await().atMost(BOUND).until(() -> calls() > 0);
      child.kill9();
      send(producer, 200, 600);

      try (var again = child.restarted()) {
        again.awaitReady(BOUND).orThrow();
        await().atMost(BOUND).untilAsserted(() -> assertThat(calls()).isEqualTo(600));
        assertThat(again.stop(Duration.ofSeconds(30))).isZero();
      }
    }
    assertThat(calls()).isEqualTo(600);
  }

  @Test
  void namesTheTopicThatIsMissingAndEndsWithACode() throws Exception {
    try (var child = ChildProcess.start(command())) {
      var outcome = child.awaitReady(BOUND);

      assertThat(outcome).isInstanceOf(StartOutcome.Exited.class);
      assertThat(((StartOutcome.Exited) outcome).exitCode()).isEqualTo(69);
      assertThat(child.logTail()).contains("topic inference.metering does not exist");
    }
  }

  private ChildCommand command() throws IOException {
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

  private void createTopics() {
    try (var admin = Admin.create(settings().admin("test"))) {
      new TopicProvisioner(admin).create(new TopicCatalogue(NAMES).definitions(PLAN), (short) 1);
    }
  }

  private void send(KafkaProducer<String, byte[]> producer, int from, int to) throws Exception {
    var sent = new ArrayList<Future<RecordMetadata>>();
    var schemas = RegistrySchemas.at(registry.url().toString(), Map.of());
    schemas.warm(List.of(UsageEvent.SCHEMA$));
    var codec = new RecordCodec(schemas);
    for (int i = from; i < to; i++) {
      var tenant = "tenant-" + i % 5;
      int home = HomePartition.of(tenant, PLAN.homePartitions());
      var event = writer.stamped(UsageEvents.usage("e" + i, tenant).build(), home);
      var value = codec.encode(event);
      sent.add(producer.send(new ProducerRecord<>(NAMES.metering(), home, tenant, value)));
    }
    for (var acknowledgement : sent) {
      acknowledgement.get();
    }
  }

  /** The calls of all months, as a reader of committed totals sees them. */
  private long calls() {
    var schemas = RegistrySchemas.at(registry.url().toString(), Map.of());
    schemas.warm(List.of(UsageTotals.SCHEMA$));
    var codec = new RecordCodec(schemas);
    var latest = new HashMap<String, Long>();
    try (var reader = new KafkaConsumer<byte[], byte[]>(settings().reader("test"))) {
      var partitions =
          IntStream.range(0, PLAN.homePartitions())
              .mapToObj(partition -> new TopicPartition(NAMES.usageTotals(), partition))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      var ends = reader.endOffsets(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))
          && System.nanoTime() < deadline) {
        for (var record : reader.poll(Duration.ofMillis(100))) {
          if (codec.decode(record.value(), UsageTotals.class)
                  instanceof Parsed.Read<UsageTotals>(UsageTotals totals)
              && totals.getWindow().equals("MONTH")) {
            latest.put(totals.getTenantId(), totals.getCalls());
          }
        }
      }
    }
    return latest.values().stream().mapToLong(Long::longValue).sum();
  }

  private KafkaSettings settings() {
    return KafkaSettings.of(kafka.bootstrapServers());
  }
}
