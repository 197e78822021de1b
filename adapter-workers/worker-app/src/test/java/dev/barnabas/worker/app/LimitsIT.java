package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.adapter.AdapterCatalogue;
import dev.barnabas.cluster.EmbeddedKafka;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.schemas.BreakerState;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two worker instances on a real broker. */
class LimitsIT {
  private static final TopicNames NAMES = TopicNames.ofDefaults();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final RecordCodec CODEC = new RecordCodec(InMemorySchemas.ofProject());
  private static final int PER_MINUTE = 41;

  private static EmbeddedKafka kafka;
  private static KafkaSettings settings;
  private static KafkaProducer<String, byte[]> producer;
  private static ScheduledExecutorService timer;
  private static Instance one;
  private static Instance two;

  /** A worker process in this one. */
  private record Instance(WorkerFleet fleet, SimpleMeterRegistry registry) {
    double share(String partner) {
      return registry
          .get(WorkerMeters.SHARE)
          .tag(WorkerMeters.TAG_PARTNER, partner)
          .gauge()
          .value();
    }
  }

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    settings = KafkaSettings.of(kafka.bootstrapServers());
    try (Admin admin = Admin.create(settings.admin("test"))) {
      new TopicProvisioner(admin)
          .create(
              new TopicCatalogue(NAMES).definitions(TopicPlan.ofDefaults(Set.of("alpha", "beta"))),
              (short) 1);
    }
    producer = new KafkaProducer<>(settings.producer("test"));
    timer = Executors.newSingleThreadScheduledExecutor();
    one = instance("one");
    two = instance("two");
    await()
        .atMost(LIMIT)
        .until(() ->
            one.share("alpha") == 0.5
                && two.share("alpha") == 0.5
                && one.share("beta") == 0.5
                && two.share("beta") == 0.5);
  }

  @AfterAll
  static void stop() {
    var _ = one.fleet().stop(Duration.ofSeconds(5));
    var _ = two.fleet().stop(Duration.ofSeconds(5));
    timer.shutdownNow();
    producer.close();
    kafka.close();
  }

  @Test
  void shareALimitByTheirPartitionsAndTogetherStayWithinIt() {
    for (int i = 0; i < 3 * PER_MINUTE; i++) {
      send("alpha", "emulator-fast", false);
    }

    await().atMost(LIMIT).until(() -> startedBy().values().stream().mapToLong(n -> n).sum() >= 40);

    // An odd limit cannot be halved: each has its half rounded down, and no more within the minute.
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(30))
        .until(() -> startedBy().equals(Map.of("one", 20L, "two", 20L)));
  }

  @Test
  void announceAnOpenBreakerAndHandBackAtOnceWhatCanGoElsewhere() {
    for (int i = 0; i < 40; i++) {
      send("beta", "fault-503", true);
    }

    await()
        .atMost(LIMIT)
        .until(() ->
            read(NAMES.breakers(), BreakerState.class).stream()
                .filter(word -> word.getPartnerId().equals("beta"))
                .filter(word -> word.getState().equals("OPEN"))
                .map(BreakerState::getWorkerId)
                .collect(Collectors.toSet())
                .equals(Set.of("one", "two")));
    String after = send("beta", "emulator-fast", true);

    FailedAttempt handedBack =
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    read(NAMES.fallback(), FailedAttempt.class).stream()
                        .filter(failed -> failed.getAttemptId().equals(after))
                        .toList(),
                found -> !found.isEmpty())
            .getFirst();
    assertThat(handedBack.getKind()).isEqualTo("CIRCUIT_OPEN");
    assertThat(handedBack.getCalls()).isZero();
  }

  private static Map<String, Long> startedBy() {
    return read(NAMES.outcomes(), CallStarted.class).stream()
        .filter(started -> started.getPartnerId().equals("alpha"))
        .collect(Collectors.groupingBy(CallStarted::getWorkerId, Collectors.counting()));
  }

  private static String send(String partner, String model, boolean hasFallback) {
    String attempt = UUID.randomUUID().toString();
    WorkItem item =
        WorkBench.item()
            .setAttemptId(attempt)
            .setHomePartition(0)
            .setPartnerId(partner)
            .setModel(model)
            .setHasFallback(hasFallback)
            .setDeadline(Instant.now().plus(Duration.ofMinutes(5)))
            .build();
    var _ = producer.send(new ProducerRecord<>(NAMES.work(partner), attempt, CODEC.encode(item)));
    return attempt;
  }

  /** Every record of one type on a topic now. */
  private static <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    List<T> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(settings.reader("test"))) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
        reader
            .poll(Duration.ofMillis(200))
            .forEach(record -> {
              if (CODEC.decode(record.value(), type) instanceof Parsed.Read<T>(T read)) {
                found.add(read);
              }
            });
      }
    }
    return found;
  }

  private static LoadOutcome.Loaded loaded() {
    return (LoadOutcome.Loaded)
        ConfigurationLoader.parse(
            """
            partners:
              - id: alpha
                adapter: simulated
                models: {chat: emulator-fast}
                rate_limit: %d
              - id: beta
                adapter: simulated
                models: {chat: emulator-fast}
                retry: {max_attempts: 1}
                breaker: {window: 6, minimum_calls: 6, open: 10m}
            routing:
              models:
                - {alias: chat, partner: alpha, fallback: beta}
            """
                .formatted(PER_MINUTE),
            LoadContext.ofProcess().asUnderUp().withoutKeys());
  }

  private static Instance instance(String workerId) {
    InMemorySchemas schemas = InMemorySchemas.ofProject();
    RecordCodec codec = new RecordCodec(schemas);
    InstantSource clock = InstantSource.system();
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Publisher publisher =
        new Publisher(
            RecordSink.of(producer), codec, settings.maxRequestBytes(), Sleeper.system(), registry);
    WorkerTools tools =
        new WorkerTools(
            NAMES,
            TopicPlan.DEFAULT_PARTITIONS,
            TopicPlan.DEFAULT_PARTITIONS,
            codec,
            schemas,
            publisher,
            new OutcomeRecords(workerId),
            new Alerts(publisher, NAMES, clock),
            registry,
            OpenTelemetry.noop().getTracer("test"),
            new CancelledAttempts(clock),
            clock,
            Sleeper.system(),
            () -> 0L,
            () -> UUID.randomUUID().toString(),
            CallTimer.of(timer));
    LoadOutcome.Loaded loaded = loaded();
    PartnerAdapters adapters = new PartnerAdapters(AdapterCatalogue.load(), loaded::secrets, clock);
    WorkerFleet fleet = new WorkerFleet(tools, adapters, settings, id -> true);
    assertThat(fleet.apply(loaded.configuration())).isEmpty();
    var _ = timer.scheduleWithFixedDelay(fleet::tend, 200, 200, TimeUnit.MILLISECONDS);
    return new Instance(fleet, registry);
  }
}
