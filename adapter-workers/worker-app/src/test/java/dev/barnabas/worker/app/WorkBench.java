package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.Partner;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.worker.pool.StartDecision;
import dev.barnabas.worker.pool.StartGate;
import dev.barnabas.worker.pool.WorkRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Everything a partner's worker needs, without Kafka, registry, network and time. */
final class WorkBench {
  static final TopicNames NAMES = TopicNames.ofDefaults();
  static final StartGate GRANTED = () -> StartDecision.GRANTED;
  static final StartGate WITHDRAWN = () -> StartDecision.WITHDRAWN;

  final ManualClock clock = new ManualClock();
  final RecordingSink sink = new RecordingSink();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final PartnerMeters meters = new PartnerMeters(registry, "alpha");
  private final AtomicInteger callIds = new AtomicInteger();
  final CancelledAttempts cancelled = new CancelledAttempts(clock);
  private int maxRecordBytes = 1_000_000;
  private @Nullable WorkerTools tools;
  Share share = Share.WHOLE;
  String keyHash = "key-1";

  WorkBench withMaxRecordBytes(int bytes) {
    maxRecordBytes = bytes;
    return this;
  }

  WorkerTools tools() {
    if (tools == null) {
      tools = newTools();
    }
    return tools;
  }

  private WorkerTools newTools() {
    Publisher publisher =
        new Publisher(sink, sink.codec, maxRecordBytes, clock.sleeper(), registry);
    return new WorkerTools(
        NAMES,
        4,
        4,
        sink.codec,
        sink.schemas,
        publisher,
        new OutcomeRecords("worker-1"),
        new Alerts(publisher, NAMES, clock),
        registry,
        OpenTelemetry.noop().getTracer("test"),
        cancelled,
        clock,
        clock.sleeper(),
        () -> 0L,
        () -> "call-" + callIds.incrementAndGet(),
        (delay, action) -> () -> {});
  }

  /** A partner with three tries and no rate limit, and what the settings add. */
  static Partner partner(String settings) {
    return configuration(settings).partner("alpha").orElseThrow();
  }

  static Configuration configuration(String settings) {
    return ConfigurationLoader.parse(
            """
            partners:
              - id: alpha
                adapter: simulated
                models: {chat: model}
            %s
            routing:
              models:
                - {alias: chat, partner: alpha}
            """
                .formatted(settings.indent(4)),
            LoadContext.ofProcess().asUnderUp().withoutKeys())
        .orElseThrow();
  }

  PartnerTending tending(Partner partner) {
    return new PartnerTending(partner, tools(), meters, () -> share, () -> keyHash);
  }

  PartnerSetup setup(ModelAdapter provider, Partner partner) {
    return new PartnerSetup(partner, provider, tending(partner).gates(), meters);
  }

  WorkItemHandler handler(ModelAdapter provider) {
    return handler(setup(provider, partner("")));
  }

  WorkItemHandler handler(PartnerSetup setup) {
    return new WorkItemHandler("alpha", tools(), () -> setup);
  }

  /** What an item waits with that cannot go elsewhere, or that can. */
  Waiting waiting(boolean hasFallback) {
    return new Waiting(
        new Attempt(item().setHasFallback(hasFallback).build(), GRANTED),
        () -> false,
        clock,
        clock.sleeper());
  }

  static WorkItem.Builder item() {
    return WorkItem.newBuilder()
        .setAttemptId("attempt-1")
        .setHomePartition(3)
        .setPartnerId("alpha")
        .setModel("model")
        .setMessages(
            List.of(Message.newBuilder().setRole("user").setContent("<EMAIL_1> asks").build()))
        .setMaxOutputTokens(100)
        .setDeadline(ManualClock.START.plus(Duration.ofMinutes(5)))
        .setLane("REALTIME")
        .setFlow("f")
        .setPolicyVersion(1)
        .setConfigurationVersion(1)
        .setPassThrough(Map.of())
        .setDispatchedAt(ManualClock.START);
  }

  WorkRecord record(SpecificRecord value) {
    return record(sink.codec.encode(value));
  }

  static WorkRecord record(byte[] value) {
    return new WorkRecord(
        new ConsumerRecord<>(
            NAMES.work("alpha"), 0, 7, "attempt-1".getBytes(StandardCharsets.UTF_8), value));
  }
}
