package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.broker.admission.Redacting;
import dev.barnabas.broker.app.BoxedSeal;
import dev.barnabas.broker.app.ContentKeys;
import dev.barnabas.broker.app.UnfinishedRecordsFile;
import dev.barnabas.broker.completion.Contract;
import dev.barnabas.broker.policy.ConfiguredPolicies;
import dev.barnabas.broker.policy.RedactionPolicies;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.installation.Installation;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.CancelRequest;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.FailedAttempt;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.Tick;
import dev.barnabas.schemas.Usage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.signing.KeyLookup;
import dev.barnabas.signing.KeySet.KeySetOutcome;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The broker's topology with its inputs and outputs in hand. */
final class BrokerHarness implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  static final String CONFIGURATION =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: alpha-1}, token_bounds: {safety_factor: 1}}
        - {id: beta, adapter: simulated, models: {fast: beta-1}, token_bounds: {safety_factor: 1}}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [beta], max_output_tokens: 100, deadline: 60s}
          - {alias: single, primary: alpha, max_output_tokens: 100, degrade: {template: "later"}}
      quotas:
        default: {tokens_per_month: 100000, requests_per_minute: 60}
      """;

  final TopicNames names = TopicNames.ofDefaults();
  final InMemorySchemas schemas = InMemorySchemas.ofProject();
  final RecordCodec codec;
  final MovableClock clock = new MovableClock(START);
  final TenantKeys keys = new TenantKeys(new byte[32]);
  final TopologyTestDriver driver;
  final Set<String> unanswerable = new HashSet<>();
  final Set<String> unroutable = new HashSet<>();

  /** Partners about whom every question fails by a bug. */
  final Set<String> faulty = new HashSet<>();

  /** Partners about whom Kafka fails every question. */
  final Set<String> broken = new HashSet<>();

  /** Partners about whom every question ends the thread. */
  final Set<String> deadly = new HashSet<>();

  KeySetOutcome keySet = new KeySetOutcome.Refused("not there");
  final KeyLookup lookup =
      new KeyLookup("test", () -> keySet, Duration.ofSeconds(30), Runnable::run, clock);
  private final boolean ownTopics;
  private final RedactionEngine engine = RedactionEngine.create();
  private final RedactionPolicies redaction = new RedactionPolicies(engine.compiler(new byte[32]));

  BrokerHarness(String configuration, int partitions, Path state) {
    this(configuration, partitions, state, null);
  }

  /** With another source of schemas than our own records'. */
  BrokerHarness(String configuration, int partitions, Path state, @Nullable SchemaIds other) {
    SchemaIds known = other == null ? schemas : other;
    codec = new RecordCodec(known);
    ConfigActivated initial = activation(1, configuration);
    ownTopics = Installation.hasTenantTopics(Configuration.fromCanonicalJson(initial.getContent()));
    BrokerRuntime runtime =
        new BrokerRuntime(
            names,
            partitions,
            ownTopics,
            codec,
            known,
            new SchemaLookups(known, Runnable::run),
            keys,
            new BoxedSeal(ContentKeys.of(keys)),
            new Redacting(engine),
            new Contract(),
            this::routable,
            tenant -> !unanswerable.contains(tenant),
            location -> lookup,
            unfinished(state, partitions),
            activated ->
                new ConfiguredPolicies(
                    activated.getVersion(),
                    Configuration.fromCanonicalJson(activated.getContent()),
                    redaction),
            () -> initial,
            clock,
            1_000_000,
            new BrokerMeters(new SimpleMeterRegistry()),
            OpenTelemetry.noop().getTracer("test"));
    Map<String, Object> settings =
        KafkaSettings.of("127.0.0.1:1").streams("broker-test", state.toString(), 1);
    Properties properties = new Properties();
    properties.putAll(settings);
    driver =
        new TopologyTestDriver(BrokerTopology.build(runtime, settings, false), properties, START);
  }

  private static UnfinishedRecords unfinished(Path state, int partitions) {
    try {
      return UnfinishedRecordsFile.at(state.resolve("unfinished-records"), partitions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean routable(String partner) {
    if (deadly.contains(partner)) {
      throw new LinkageError("the end of the thread, by " + partner);
    }
    if (broken.contains(partner)) {
      throw new TaskMigratedException("not ours any more, says Kafka about " + partner);
    }
    if (faulty.contains(partner)) {
      throw new IllegalStateException("a bug about " + partner);
    }
    return !unroutable.contains(partner);
  }

  static ConfigActivated activation(long version, String yaml) {
    Configuration configuration =
        ConfigurationLoader.parse(yaml, LoadContext.ofProcess().asUnderUp().withoutKeys())
            .orElseThrow();
    return new ConfigActivated(
        version, configuration.sha256(), configuration.canonicalJson(), START, "test");
  }

  void forward(Duration by) {
    clock.forward(by);
    driver.advanceWallClockTime(by);
  }

  /** Both ticks at the time it is now, and a punctuation after them. */
  void tick() {
    tick(names.outcomes());
    tick(names.fallback());
    forward(Duration.ofMillis(40));
  }

  void tick(String topic) {
    pipe(topic, new Tick(0, clock.instant(), "test"));
  }

  /** A record that a broker appended whose clock is another. */
  void pipeAppendedAt(Instant at, String topic, SpecificRecord record) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>("key".getBytes(UTF_8), codec.encode(record), new RecordHeaders(), at));
  }

  void pipe(String topic, SpecificRecord record) {
    pipeBytes(topic, codec.encode(record), new RecordHeaders());
  }

  void pipeBytes(String topic, byte @Nullable [] value, Headers headers) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>("key".getBytes(UTF_8), value, headers, clock.instant()));
  }

  /** The headers with which broker-app moves a record home. */
  Headers moved(String topic, int partition, long offset, byte[] value, Headers headers) {
    Coordinates origin = new Coordinates(topic, partition, offset, clock.instant());
    Headers all = new RecordHeaders(headers.toArray());
    OriginProof.add(
        all,
        new RawRecord(InputKind.REQUESTS, origin, Optional.empty(), null, value, headers),
        keys);
    return all;
  }

  void activate(ConfigActivated activated, boolean proven) {
    Headers headers = new RecordHeaders();
    if (proven) {
      headers.add(
          Events.PROOF,
          keys.controlProof(activated.getVersion(), activated.getSha256()).getBytes(UTF_8));
    }
    pipeBytes(names.control(), codec.encode(activated), headers);
  }

  static InferenceRequest.Builder request(String tenant, String id, String prompt) {
    return InferenceRequest.newBuilder()
        .setModelId("fast")
        .setPrompt(prompt)
        .setMetadata(RequestMetadata.newBuilder().setTenantId(tenant).setCorrelationId(id).build());
  }

  void submit(InferenceRequest.Builder request) {
    pipe(names.requests(), request.build());
  }

  void cancel(String tenant, String id) {
    pipe(
        names.control(),
        CancelRequest.newBuilder()
            .setMetadata(
                RequestMetadata.newBuilder().setTenantId(tenant).setCorrelationId(id).build())
            .build());
  }

  void started(WorkItem item, String callId) {
    pipe(
        names.outcomes(),
        new CallStarted(
            item.getAttemptId(), callId, 0, item.getPartnerId(), 0, clock.instant(), 10_000L, "w"));
  }

  void answered(WorkItem item, String callId, String content) {
    answered(item, callId, content, 10, 20);
  }

  void answered(WorkItem item, String callId, String content, long input, long output) {
    pipe(
        names.outcomes(),
        ended(item, callId, "SUCCESS")
            .setContent(content)
            .setFinishReason("stop")
            .setUsage(Usage.newBuilder().setInputTokens(input).setOutputTokens(output).build())
            .build());
  }

  CallEnded.Builder ended(WorkItem item, String callId, String outcome) {
    return CallEnded.newBuilder()
        .setAttemptId(item.getAttemptId())
        .setCallId(callId)
        .setHomePartition(0)
        .setPartnerId(item.getPartnerId())
        .setOutcome(outcome)
        .setStartedAt(clock.instant())
        .setEndedAt(clock.instant().plusMillis(50))
        .setWorkerId("w");
  }

  void failed(WorkItem item, String kind) {
    pipe(
        names.fallback(),
        FailedAttempt.newBuilder()
            .setAttemptId(item.getAttemptId())
            .setHomePartition(0)
            .setPartnerId(item.getPartnerId())
            .setKind(kind)
            .setCalls(1)
            .setFailedAt(clock.instant())
            .setWorkerId("w")
            .setDispatch(item.getDispatch())
            .build());
  }

  /** A call that starts and fails, and its attempt with it. */
  void callFailed(WorkItem item, String callId, String kind) {
    started(item, callId);
    pipe(names.outcomes(), ended(item, callId, kind).build());
    failed(item, kind);
  }

  List<InferenceResponse> responses() {
    return read(names.responses(), InferenceResponse.class);
  }

  List<WorkItem> work(String partner) {
    return read(names.work(partner), WorkItem.class);
  }

  List<UsageEvent> usage() {
    return read(names.metering(), UsageEvent.class);
  }

  List<Decision> decisions() {
    return read(names.decisions(), Decision.class);
  }

  List<DeadLetter> deadLetters() {
    return read(names.deadLetter(), DeadLetter.class);
  }

  <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    return raw(topic).stream().map(r -> decoded(r.value(), type)).toList();
  }

  List<TestRecord<byte[], byte[]>> raw(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private <T extends SpecificRecord> T decoded(byte[] value, Class<T> type) {
    return switch (codec.decode(value, type)) {
      case Parsed.Read<T>(T record) -> record;
      case Parsed.Unreadable<T>(String code, String position) ->
          throw new AssertionError(code + " at " + position);
      case Parsed.SchemaUnknown<T>(int id) -> throw new AssertionError("schema " + id);
    };
  }

  /** Each output topic, for a check that nothing else was written. */
  void each(Consumer<String> topic) {
    List.of(names.responses(), names.work("alpha"), names.work("beta"), names.metering())
        .forEach(topic);
  }

  @Override
  public void close() {
    driver.close();
  }
}
