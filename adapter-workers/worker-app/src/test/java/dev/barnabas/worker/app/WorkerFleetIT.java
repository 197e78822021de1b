package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.adapter.AdapterCatalogue;
import dev.barnabas.adapter.ModelAdapterFactory;
import dev.barnabas.cluster.EmbeddedKafka;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.process.HealthState;
import dev.barnabas.schemas.AttemptCancelled;
import dev.barnabas.schemas.BreakerState;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.DeadLetter;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fleet on a real broker, with the simulated provider. */
class WorkerFleetIT {
  private static final TopicNames NAMES = TopicNames.ofDefaults();
  private static final int HOME = 2;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final RecordCodec CODEC = new RecordCodec(InMemorySchemas.ofProject());

  private static EmbeddedKafka kafka;
  private static KafkaSettings settings;
  private static KafkaProducer<String, byte[]> producer;
  private static ScheduledExecutorService timer;
  private static WorkerFleet fleet;
  private static CancelledAttempts cancelled;
  private static AutoCloseable following;
  private static final AtomicReference<List<String>> problems = new AtomicReference<>(List.of());

  @BeforeAll
  static void startFleet() {
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
    cancelled = new CancelledAttempts(InstantSource.system());
    following = cancelled.follow(settings, NAMES, CODEC, Duration.ofSeconds(30));
    fleet = fleet();
    problems.set(fleet.apply(configuration("alpha").configuration()));
  }

  @AfterAll
  static void stopFleet() throws Exception {
    assertThat(fleet.stop(Duration.ofSeconds(20))).as("clean").isTrue();
    following.close();
    timer.shutdownNow();
    producer.close();
    kafka.close();
  }

  @Test
  void answersAnItemInItsHomePartition() {
    assertThat(problems.get()).isEmpty();
    String attempt = send("alpha", "emulator-fast", Duration.ofMinutes(5));

    List<ConsumerRecord<byte[], byte[]>> outcomes = awaitRecords(NAMES.outcomes(), attempt, 2);

    assertThat(outcomes).allMatch(record -> record.partition() == HOME);
    CallStarted started = decoded(outcomes.get(0), CallStarted.class);
    CallEnded ended = decoded(outcomes.get(1), CallEnded.class);
    assertThat(started.getCallId()).isEqualTo(ended.getCallId());
    assertThat(ended.getOutcome()).isEqualTo("SUCCESS");
    assertThat(ended.getContent()).isNotBlank();
    assertThat(ended.getUsage().getOutputTokens()).isPositive();
    assertThat(records(NAMES.fallback(), attempt)).isEmpty();
  }

  @Test
  void reportsEveryCallOfAFailingItemAndThenTheAttempt() {
    String attempt = send("alpha", "fault-503", Duration.ofMinutes(5));

    FailedAttempt failed =
        decoded(awaitRecords(NAMES.fallback(), attempt, 1).getFirst(), FailedAttempt.class);

    assertThat(failed.getKind()).isEqualTo("PROVIDER_UNAVAILABLE");
    assertThat(failed.getCalls()).isEqualTo(3);
    assertThat(records(NAMES.outcomes(), attempt)).hasSize(6);
  }

  @Test
  @Tag("rule-3.7")
  void callsNobodyForAnItemPastItsDeadline() {
    String attempt = send("alpha", "emulator-fast", Duration.ofSeconds(-1));

    FailedAttempt failed =
        decoded(awaitRecords(NAMES.fallback(), attempt, 1).getFirst(), FailedAttempt.class);

    assertThat(failed.getKind()).isEqualTo("EXPIRED_BEFORE_CALL");
    assertThat(records(NAMES.outcomes(), attempt)).isEmpty();
  }

  @Test
  @Tag("rule-7.2")
  void callsNobodyForAnItemThatTheLogSaysIsCancelled() {
    String attempt = UUID.randomUUID().toString();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
    var _ =
        producer.send(
            new ProducerRecord<>(
                NAMES.cancelledAttempts(),
                HOME,
                attempt,
                CODEC.encode(new AttemptCancelled(attempt, "alpha", deadline, Instant.now()))));
    await().atMost(LIMIT).until(() -> cancelled.contains(attempt));
    send(attempt, "alpha", "emulator-fast", Duration.ofMinutes(5));

    FailedAttempt failed =
        decoded(awaitRecords(NAMES.fallback(), attempt, 1).getFirst(), FailedAttempt.class);

    assertThat(failed.getKind()).isEqualTo("CANCELLED_BEFORE_CALL");
    assertThat(records(NAMES.outcomes(), attempt)).isEmpty();
  }

  @Test
  void endsACallThatHangsAtTheItemsDeadline() {
    // The pool has its partitions once it has answered something.
    String before = send("alpha", "emulator-fast", Duration.ofMinutes(5));
    assertThat(awaitRecords(NAMES.outcomes(), before, 2)).hasSize(2);

    String attempt = send("alpha", "fault-hang", Duration.ofSeconds(5));

    FailedAttempt failed =
        decoded(awaitRecords(NAMES.fallback(), attempt, 1).getFirst(), FailedAttempt.class);

    assertThat(failed.getKind()).isEqualTo("TIMED_OUT");
  }

  @Test
  void buriesARecordThatIsNoItemAndGoesOn() {
    var _ =
        producer.send(
            new ProducerRecord<>(
                NAMES.work("alpha"), 0, "poison", "poison".getBytes(StandardCharsets.UTF_8)));
    String attempt = send("alpha", "emulator-fast", Duration.ofMinutes(5));

    DeadLetter letter =
        decoded(awaitRecords(NAMES.deadLetter(), "poison", 1).getFirst(), DeadLetter.class);

    assertThat(letter.getReason()).isEqualTo("UNREADABLE");
    assertThat(awaitRecords(NAMES.outcomes(), attempt, 2)).hasSize(2);
  }

  @Test
  @Tag("rule-6.2")
  void worksForAPartnerThatIsAddedAndDrainsOneThatIsRemoved() {
    assertThat(fleet.apply(configuration("beta").configuration())).isEmpty();

    String ofNew = send("beta", "emulator-fast", Duration.ofMinutes(5));
    String ofRemoved = send("alpha", "emulator-fast", Duration.ofMinutes(5));

    assertThat(awaitRecords(NAMES.outcomes(), ofNew, 2)).hasSize(2);
    assertThat(awaitRecords(NAMES.outcomes(), ofRemoved, 2)).hasSize(2);
  }

  @Test
  void isReadyAndSaysThatItsBreakersAreClosed() {
    await().atMost(LIMIT).until(() -> fleet.ready().equals(HealthState.UP));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          fleet.tend();
          assertThat(records(NAMES.breakers(), "alpha/worker-it")).isNotEmpty();
        });

    BreakerState state =
        decoded(
            awaitRecords(NAMES.breakers(), "alpha/worker-it", 1).getFirst(), BreakerState.class);
    assertThat(state.getState()).isEqualTo("CLOSED");
  }

  private static String send(String partner, String model, Duration left) {
    String attempt = UUID.randomUUID().toString();
    send(attempt, partner, model, left);
    return attempt;
  }

  private static void send(String attempt, String partner, String model, Duration left) {
    WorkItem item =
        WorkBench.item()
            .setAttemptId(attempt)
            .setHomePartition(HOME)
            .setPartnerId(partner)
            .setModel(model)
            .setDeadline(Instant.now().plus(left))
            .build();
    var _ = producer.send(new ProducerRecord<>(NAMES.work(partner), attempt, CODEC.encode(item)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> awaitRecords(
      String topic, String key, int count) {
    Map<Integer, List<ConsumerRecord<byte[], byte[]>>> found = new ConcurrentHashMap<>();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          found.put(0, records(topic, key));
          return found.get(0).size() >= count;
        });
    return List.copyOf(found.get(0));
  }

  /** Everything on a topic now under a key. */
  private static List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(settings.reader("test"))) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
          if (key.equals(new String(record.key(), StandardCharsets.UTF_8))) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  private static <T extends SpecificRecord> T decoded(
      ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    return switch (CODEC.decode(record.value(), type)) {
      case Parsed.Read<T>(T read) -> read;
      case Parsed.Unreadable<T> _, Parsed.SchemaUnknown<T> _ ->
          throw new AssertionError("no " + type.getSimpleName());
    };
  }

  private static LoadOutcome.Loaded configuration(String partner) {
    LoadOutcome outcome =
        ConfigurationLoader.parse(
            """
            partners:
              - id: %s
                adapter: simulated
                models: {chat: emulator-fast}
                retry: {max_attempts: 3, initial_ms: 1, max_ms: 5}
                circuit_breaker: {enabled: false}
            routing:
              models:
                - {alias: chat, partner: %s}
            """
                .formatted(partner, partner),
            LoadContext.ofProcess().asUnderUp().withoutKeys());
    Configuration _ = outcome.orElseThrow();
    return (LoadOutcome.Loaded) outcome;
  }

  private static WorkerFleet fleet() {
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
            new OutcomeRecords("worker-it"),
            new Alerts(publisher, NAMES, clock),
            registry,
            OpenTelemetry.noop().getTracer("test"),
            cancelled,
            clock,
            Sleeper.system(),
            () -> ThreadLocalRandom.current().nextLong(),
            () -> UUID.randomUUID().toString(),
            CallTimer.of(timer));
    PartnerAdapters adapters =
        new PartnerAdapters(
            AdapterCatalogue.of(ServiceLoader.load(ModelAdapterFactory.class).iterator()),
            configuration("alpha")::secrets,
            clock);
    return new WorkerFleet(tools, adapters, settings, id -> true);
  }
}
