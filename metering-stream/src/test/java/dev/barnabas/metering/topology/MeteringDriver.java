package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.anomalies.AnomalyPolicy;
import dev.barnabas.metering.totals.MeteringPolicy;
import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import dev.barnabas.topics.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** The topology without a broker: events go in, totals, alerts and dead letters come out. */
final class MeteringDriver implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-20T10:16:00Z");
  static final String MONTH = "acme/MONTH/2026-11/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD";

  private static final int LATE_SCHEMA = 4_711;

  private final Path stateDirectory;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PausedRegistry registry = new PausedRegistry();
  private final RecordCodec codec = new RecordCodec(registry);
  private final MovedClock clock = new MovedClock();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestOutputTopic<String, byte[]> totals;
  private TestOutputTopic<String, byte[]> alerts;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  /** Watches nothing. */
  MeteringDriver(Path stateDirectory) {
    this(stateDirectory, AnomalyPolicy.Settings.NOTHING, 1_000);
  }

  MeteringDriver(Path stateDirectory, AnomalyPolicy.Settings anomalies, int mostSubjects) {
    this.stateDirectory = stateDirectory;
    start(1, HeldBounds.ofDefaults(), anomalies, mostSubjects);
  }

  void restart(int homePartitions, HeldBounds bounds) {
    driver.close();
    start(homePartitions, bounds, AnomalyPolicy.Settings.NOTHING, 1_000);
  }

  private void start(
      int homePartitions, HeldBounds bounds, AnomalyPolicy.Settings anomalies, int mostSubjects) {
    var properties = new Properties();
    properties.putAll(
        KafkaSettings.of("127.0.0.1:1")
            .streams(MeteringTopology.APPLICATION_ID, stateDirectory.toString(), 1));
    var setup =
        new MeteringSetup(
            TopicNames.ofDefaults(),
            homePartitions,
            codec,
            new SchemaLookups(registry, Runnable::run, clock),
            MeteringPolicy.ofDefaults(),
            new AnomalyPolicy(anomalies),
            mostSubjects,
            bounds,
            8_000,
            meters);
    driver = new TopologyTestDriver(MeteringTopology.build(setup, properties), properties, START);
    events =
        driver.createInputTopic(
            "inference.metering",
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            START,
            Duration.ZERO);
    totals = output("inference.usage-totals");
    alerts = output("inference.alerts");
    deadLetters =
        driver.createOutputTopic(
            "inference.dead-letter", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private TestOutputTopic<String, byte[]> output(String topic) {
    return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
  }

  void advance(Duration duration) {
    clock.now = clock.now.plus(duration);
    driver.advanceWallClockTime(duration);
  }

  void send(UsageEvent event) {
    events.pipeInput("acme".getBytes(UTF_8), codec.encode(event));
  }

  /** Sends an event that was appended at an instant. */
  void sendAt(Instant appendedAt, UsageEvent event) {
    events.pipeInput("acme".getBytes(UTF_8), codec.encode(event), appendedAt);
  }

  TestInputTopic<byte[], byte[]> events() {
    return events;
  }

  TestOutputTopic<String, byte[]> totals() {
    return totals;
  }

  SimpleMeterRegistry meters() {
    return meters;
  }

  PausedRegistry registry() {
    return registry;
  }

  byte[] encode(SpecificRecord record) {
    return codec.encode(record);
  }

  UsageTotals month() {
    var month = latestTotals().get(MONTH);
    assertThat(month).isNotNull();
    return month;
  }

  Map<String, UsageTotals> latestTotals() {
    advance(UsageProcessor.WRITE_EVERY);
    var latest = new LinkedHashMap<String, UsageTotals>();
    totals
        .readKeyValuesToList()
        .forEach(record -> latest.put(record.key, read(record.value, UsageTotals.class)));
    return latest;
  }

  List<DeadLetter> letters() {
    return deadLetters.readValuesToList().stream()
        .map(value -> read(value, DeadLetter.class))
        .toList();
  }

  boolean hasNoLetters() {
    return deadLetters.isEmpty();
  }

  List<Alert> alerts() {
    return alerts.readValuesToList().stream().map(value -> read(value, Alert.class)).toList();
  }

  List<String> ids() {
    return keys(MeteringStores.EVENT_IDS);
  }

  List<String> subjects() {
    return keys(AnomalyMemory.STORE);
  }

  KeyValueStore<String, byte[]> store(String name) {
    return driver.getKeyValueStore(name);
  }

  private List<String> keys(String store) {
    var keys = new ArrayList<String>();
    try (var all = store(store).all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  byte[] ofLateSchema(UsageEvent event) {
    byte[] value = codec.encode(event);
    ByteBuffer.wrap(value).putInt(1, LATE_SCHEMA);
    return value;
  }

  private <T extends SpecificRecord> T read(byte[] value, Class<T> type) {
    var parsed = codec.decode(value, type);
    assertThat(parsed).isInstanceOf(Parsed.Read.class);
    return ((Parsed.Read<T>) parsed).record();
  }

  @Override
  public void close() {
    driver.close();
  }

  /** A registry whose answer for one id is set by the test. */
  static final class PausedRegistry implements SchemaIds {
    private final InMemorySchemas known = InMemorySchemas.ofProject();
    private final Map<Integer, Schema> found = new HashMap<>();
    SchemaLookup answer = new SchemaLookup.NotFound();

    @Override
    public int idOf(Schema schema) {
      return known.idOf(schema);
    }

    @Override
    public Optional<Schema> cached(int id) {
      return known.cached(id).or(() -> Optional.ofNullable(found.get(id)));
    }

    @Override
    public SchemaLookup lookUp(int id) {
      if (answer instanceof SchemaLookup.Found(Schema schema)) {
        found.put(id, schema);
      }
      return answer;
    }
  }

  /** A clock that a test moves together with the driver's. */
  private static final class MovedClock implements InstantSource {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }
  }
}
