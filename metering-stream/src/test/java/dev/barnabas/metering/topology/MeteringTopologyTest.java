package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.metering.totals.MeteringPolicy;
import dev.barnabas.metering.totals.WriterProgress;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteringTopologyTest {

  private static final Instant START = Instant.parse("2026-11-20T10:16:00Z");
  private static final String MONTH =
      "acme/MONTH/2026-11/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD";
  private static final int LATE_SCHEMA = 4_711;

  @TempDir Path stateDirectory;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PausedRegistry registry = new PausedRegistry();
  private final RecordCodec codec = new RecordCodec(registry);
  private final MovedClock clock = new MovedClock();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestOutputTopic<String, byte[]> totals;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start() {
    start(1, HeldBounds.ofDefaults());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void sumsEventsByHourDayAndMonth() {
    send(UsageEvents.usage("e1", "acme").build());
    send(UsageEvents.usage("e2", "acme").build());

    var latest = latestTotals();
    assertThat(latest.keySet())
        .containsExactly(
            "acme/HOUR/2026-11-20T10/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD",
            "acme/DAY/2026-11-20/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD",
            MONTH,
            "acme/RECORDED_DAY/2026-11-20/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD");
    assertThat(latest.values())
        .allSatisfy(total -> {
          assertThat(total.getCalls()).isEqualTo(2);
          assertThat(total.getTokensCharged()).isEqualTo(300);
          assertThat(total.getTenantCharge()).isEqualByComparingTo("0.006");
          assertThat(total.getProviderCost()).isEqualByComparingTo("0.002");
          assertThat(total.getQuantities().get("input")).isEqualByComparingTo("200");
        });
  }

  @Test
  void ignoresADuplicateThatHasNoNumber() {
    send(UsageEvents.usage("e1", "acme").build());
    latestTotals();

    send(UsageEvents.usage("e1", "acme").build());

    assertThat(latestTotals()).isEmpty();
    assertThat(deadLetters.isEmpty()).isTrue();
    assertThat(meters.counter("barnabas.metering.events", "result", "duplicate").count())
        .isEqualTo(1);
  }

  @Test
  @Tag("rule-1.10")
  void countsEachNumberOfAWriterOnceWhateverTheEventIdAndTheAge() {
    send(numbered("e1", "broker-app/0", 0));
    send(numbered("e2", "broker-app/0", 1));
    events.advanceTime(Duration.ofDays(4_000));

    send(numbered("e1", "broker-app/0", 0));
    send(numbered("e2", "broker-app/0", 1));
    send(numbered("e3", "reprice/2026-11/1/0", 0));

    assertThat(month().getCalls()).isEqualTo(3);
    assertThat(ids()).isEmpty();
    assertThat(meters.counter("barnabas.metering.events", "result", "duplicate").count())
        .isEqualTo(2);
  }

  @Test
  @Tag("rule-1.10")
  void countsAnEventThatComesBehindLaterOnesOfItsWriterAndTellsThatItWasMissing() {
    send(numbered("e1", "broker-app/0", 0));
    send(numbered("e4", "broker-app/0", 3));
    assertThat(meters.counter("barnabas.metering.skipped").count()).isEqualTo(2);

    send(numbered("e3", "broker-app/0", 2));
    send(numbered("e3", "broker-app/0", 2));
    send(numbered("e2", "broker-app/0", 1));
    send(numbered("e2", "broker-app/0", 1));

    assertThat(month().getCalls()).isEqualTo(4);
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  @Tag("rule-1.10")
  void countsANumberedEventThatWaitedForItsSchemaBehindLaterOnes() {
    registry.answer = new SchemaLookup.Unreachable("ConnectException");
    events.pipeInput(new byte[0], withSchema(LATE_SCHEMA, numbered("e1", "broker-app/0", 0)));
    send(numbered("e2", "broker-app/0", 1));

    registry.answer = new SchemaLookup.Found(UsageEvent.SCHEMA$);
    advance(Duration.ofSeconds(2));
    advance(Duration.ofSeconds(2));

    assertThat(month().getCalls()).isEqualTo(2);
  }

  @Test
  void deadLettersAnEventOfAGapThatIsForgotten() {
    for (long seq = 1; seq < 2L * WriterProgress.MOST_GAPS + 4; seq += 2) {
      send(numbered("e" + seq, "broker-app/0", seq));
    }

    send(numbered("e0", "broker-app/0", 0));
    send(numbered("e2", "broker-app/0", 2));
    send(numbered("e4", "broker-app/0", 4));

    assertThat(letters())
        .extracting(DeadLetter::getReason, DeadLetter::getPosition)
        .containsExactly(
            tuple("SEQUENCE_FORGOTTEN", "writerSeq"), tuple("SEQUENCE_FORGOTTEN", "writerSeq"));
    assertThat(month().getCalls()).isEqualTo(WriterProgress.MOST_GAPS + 3L);
  }

  @Test
  void keepsCostCentresLanesAndVariantsApartAndUsersByMonth() {
    send(UsageEvents.usage("e1", "acme").setCostCentre("legal").setUserRef("u1").build());
    send(UsageEvents.usage("e2", "acme").setCostCentre("legal").setVariant("b").build());
    send(UsageEvents.usage("e3", "acme").setLane("BULK").setUserRef("u1").build());

    assertThat(latestTotals().values())
        .filteredOn(total -> total.getWindow().contains("MONTH"))
        .extracting(
            UsageTotals::getWindow,
            UsageTotals::getCostCentre,
            UsageTotals::getLane,
            UsageTotals::getVariant,
            UsageTotals::getUserRef,
            UsageTotals::getCalls)
        .containsExactlyInAnyOrder(
            tuple("MONTH", "legal", "REALTIME", null, null, 1L),
            tuple("MONTH", "legal", "REALTIME", "b", null, 1L),
            tuple("MONTH", null, "BULK", null, null, 1L),
            tuple("USER_MONTH", null, null, null, "u1", 2L));
  }

  @Test
  void givesACallItsFirstPriceByAnAdjustment() {
    send(UsageEvents.usage("e1", "acme").setProviderCost(null).build());
    assertThat(month().getUnpricedCalls()).isEqualTo(1);

    send(
        UsageEvents.usage("e2", "acme")
            .setKind(UsageKind.ADJUSTMENT)
            .setLines(List.of())
            .setUnpricedCalls(-1)
            .setTenantCharge(null)
            .setTokensCharged(0)
            .build());

    var month = month();
    assertThat(month.getUnpricedCalls()).isZero();
    assertThat(month.getCalls()).isEqualTo(1);
    assertThat(month.getProviderCost()).isEqualByComparingTo("0.001");
  }

  @Test
  void writesATotalThatChangedOftenOnce() {
    for (int i = 0; i < 100; i++) {
      send(UsageEvents.usage("e" + i, "acme").build());
    }
    advance(UsageProcessor.WRITE_EVERY);

    assertThat(totals.readKeyValuesToList()).hasSize(4);
  }

  @Test
  @Tag("rule-1.3")
  void takesAReversalOffAndCountsItsReplacement() {
    send(UsageEvents.usage("e1", "acme").setOutcome("UNKNOWN").build());
    send(UsageEvents.reversal("e2", "acme").setOutcome("UNKNOWN").setSeq(1).build());
    send(UsageEvents.usage("e3", "acme").setTokensCharged(20).setSeq(2).build());

    var month = month();
    assertThat(month.getCalls()).isEqualTo(1);
    assertThat(month.getUnknownCalls()).isZero();
    assertThat(month.getTokensCharged()).isEqualTo(20);
    assertThat(month.getTenantCharge()).isEqualByComparingTo("0.003");
  }

  @Test
  @Tag("rule-1.10")
  void countsAnEventThatComesTwoYearsLateInItsOwnPeriod() {
    send(UsageEvents.usage("e1", "acme").build());
    advance(Duration.ofSeconds(1));
    events.advanceTime(Duration.ofDays(730));

    send(UsageEvents.usage("e2", "acme").build());

    assertThat(month().getCalls()).isEqualTo(2);
  }

  @Test
  @Tag("rule-3.2")
  void countsARecordWhoseTimestampIsNoTimeAtAll() {
    events.pipeInput(new byte[0], codec.encode(UsageEvents.usage("e1", "acme").build()), 0L);

    assertThat(month().getCalls()).isEqualTo(1);
  }

  @Test
  @Tag("rule-1.10")
  void forgetsIdsAfterTheirPeriodAndWindowAndNotBefore() {
    send(UsageEvents.usage("e1", "acme").build());
    events.advanceTime(Duration.between(START, Instant.parse("2027-01-09T23:00:00Z")));
    send(UsageEvents.usage("e2", "acme").build());
    advance(Duration.ofSeconds(1));
    assertThat(ids()).containsExactlyInAnyOrder("e1", "e2");

    events.advanceTime(Duration.ofHours(2));
    send(UsageEvents.usage("e3", "acme").setChargePeriod("2027-01").build());
    advance(Duration.ofSeconds(1));

    assertThat(ids()).containsExactlyInAnyOrder("e2", "e3");
  }

  @Test
  void deadLettersWhatIsNoUsageEventOnceAndGoesOn() {
    byte[] key = "acme".getBytes(UTF_8);
    events.pipeInput(key, "not avro".getBytes(UTF_8));
    events.pipeInput(key, (byte[]) null);
    events.pipeInput(key, codec.encode(UsageTotals.newBuilder(month("x")).build()));
    send(UsageEvents.usage("e1", "acme").build());

    var letters = letters();
    assertThat(letters)
        .extracting(DeadLetter::getReason, DeadLetter::getDetail)
        .containsExactly(
            tuple("UNREADABLE", "BAD_MAGIC"),
            tuple("UNREADABLE", "NULL_VALUE"),
            tuple("UNREADABLE", "WRONG_RECORD"));
    assertThat(letters)
        .extracting(DeadLetter::getSourceTopic, DeadLetter::getSourceOffset)
        .containsExactly(
            tuple("inference.metering", 0L),
            tuple("inference.metering", 1L),
            tuple("inference.metering", 2L));
    assertThat(month().getCalls()).isEqualTo(1);
  }

  @Test
  void namesTheFieldThatMakesNoSense() {
    send(UsageEvents.usage("e1", "acme").setChargePeriod("2026-13").build());
    send(UsageEvents.usage("e1", "acme").setCurrency("dollars").build());
    send(UsageEvents.usage("e1", " ").build());
    send(UsageEvents.usage("", "acme").build());
    send(UsageEvents.usage("e1", "acme").setKind(UsageKind.UNRECOGNISED).build());
    send(UsageEvents.usage("e1", "acme").setOccurredAt(Instant.ofEpochMilli(-1)).build());

    assertThat(letters())
        .extracting(DeadLetter::getPosition)
        .containsExactly("chargePeriod", "currency", "tenantId", "eventId", "kind", "occurredAt");
    assertThat(latestTotals()).isEmpty();
  }

  @Test
  void deadLettersAnEventOutsideItsTenantsPartition() {
    restart(64, HeldBounds.ofDefaults());

    send(UsageEvents.usage("e1", "acme").build());

    assertThat(letters()).extracting(DeadLetter::getReason).containsExactly("MISPLACED");
  }

  @Test
  void deadLettersAnEventWhoseTotalsWouldNotFitTheTopic() {
    send(
        UsageEvents.usage("e1", "acme")
            .setLines(List.of(UsageEvents.line("m".repeat(9_000), 1)))
            .build());
    send(UsageEvents.usage("e2", "acme").build());

    assertThat(letters())
        .singleElement()
        .extracting(DeadLetter::getDetail, DeadLetter::getPosition)
        .containsExactly("TOO_LARGE", "lines");
    assertThat(month().getCalls()).isEqualTo(1);
  }

  @Test
  void deadLettersAnEventThatOverflowsATotal() {
    send(UsageEvents.usage("e1", "acme").setTokensCharged(Long.MAX_VALUE).build());
    send(UsageEvents.usage("e2", "acme").build());

    assertThat(letters())
        .singleElement()
        .extracting(DeadLetter::getReason, DeadLetter::getDetail)
        .containsExactly("INTERNAL", "ArithmeticException");
    assertThat(month().getCalls()).isEqualTo(1);
  }

  @Test
  void holdsAnUnknownSchemaWhileTheRegistryIsAwayAndStopsNobody() {
    registry.answer = new SchemaLookup.Unreachable("ConnectException");
    events.pipeInput(new byte[0], withSchema(LATE_SCHEMA, UsageEvents.usage("e1", "acme").build()));
    send(UsageEvents.usage("e2", "acme").build());
    advance(Duration.ofMinutes(10));
    assertThat(month().getCalls()).isEqualTo(1);
    assertThat(deadLetters.isEmpty()).isTrue();

    registry.answer = new SchemaLookup.Found(UsageEvent.SCHEMA$);
    advance(Duration.ofSeconds(2));
    advance(Duration.ofSeconds(2));

    assertThat(month().getCalls()).isEqualTo(2);
    assertThat(deadLetters.isEmpty()).isTrue();
    assertThat(meters.get("barnabas.metering.held").gauge().value()).isZero();
  }

  @Test
  void deadLettersASchemaThatTheRegistryDoesNotHave() {
    registry.answer = new SchemaLookup.NotFound();
    events.pipeInput(new byte[0], withSchema(LATE_SCHEMA, UsageEvents.usage("e1", "acme").build()));

    advance(Duration.ofSeconds(1));
    advance(Duration.ofSeconds(1));

    assertThat(letters()).extracting(DeadLetter::getReason).containsExactly("SCHEMA_NOT_FOUND");
  }

  @Test
  void deadLettersWhatTheBoundOfHeldRecordsHasNoRoomFor() {
    restart(1, new HeldBounds(1, 1_000_000));
    registry.answer = new SchemaLookup.Unreachable("ConnectException");

    events.pipeInput(new byte[0], withSchema(LATE_SCHEMA, UsageEvents.usage("e1", "acme").build()));
    events.pipeInput(new byte[0], withSchema(LATE_SCHEMA, UsageEvents.usage("e2", "acme").build()));

    assertThat(letters())
        .singleElement()
        .extracting(DeadLetter::getReason, DeadLetter::getSourceOffset)
        .containsExactly("SCHEMA_UNAVAILABLE", 1L);
  }

  private void restart(int homePartitions, HeldBounds bounds) {
    driver.close();
    start(homePartitions, bounds);
  }

  private void start(int homePartitions, HeldBounds bounds) {
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
    totals =
        driver.createOutputTopic(
            "inference.usage-totals", new StringDeserializer(), new ByteArrayDeserializer());
    deadLetters =
        driver.createOutputTopic(
            "inference.dead-letter", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void advance(Duration duration) {
    clock.now = clock.now.plus(duration);
    driver.advanceWallClockTime(duration);
  }

  private void send(UsageEvent event) {
    events.pipeInput("acme".getBytes(UTF_8), codec.encode(event));
  }

  private static UsageEvent numbered(String eventId, String writerId, long seq) {
    return UsageEvents.usage(eventId, "acme").setWriterId(writerId).setWriterSeq(seq).build();
  }

  private UsageTotals month() {
    var month = latestTotals().get(MONTH);
    assertThat(month).isNotNull();
    return month;
  }

  private Map<String, UsageTotals> latestTotals() {
    advance(UsageProcessor.WRITE_EVERY);
    var latest = new LinkedHashMap<String, UsageTotals>();
    totals
        .readKeyValuesToList()
        .forEach(record -> latest.put(record.key, read(record.value, UsageTotals.class)));
    return latest;
  }

  private List<DeadLetter> letters() {
    return deadLetters.readValuesToList().stream()
        .map(value -> read(value, DeadLetter.class))
        .toList();
  }

  private List<String> ids() {
    var ids = new ArrayList<String>();
    try (var all = driver.<String, byte[]>getKeyValueStore(MeteringStores.EVENT_IDS).all()) {
      all.forEachRemaining(entry -> ids.add(entry.key));
    }
    return ids;
  }

  private <T extends SpecificRecord> T read(byte[] value, Class<T> type) {
    var parsed = codec.decode(value, type);
    assertThat(parsed).isInstanceOf(Parsed.Read.class);
    return ((Parsed.Read<T>) parsed).record();
  }

  private byte[] withSchema(int id, UsageEvent event) {
    byte[] value = codec.encode(event);
    ByteBuffer.wrap(value).putInt(1, id);
    return value;
  }

  private static UsageTotals month(String tenant) {
    return UsageTotals.newBuilder()
        .setTenantId(tenant)
        .setPartnerId("p")
        .setModel("m")
        .setWindow("MONTH")
        .setWindowStart("2026-11")
        .setChargePeriod("2026-11")
        .setCalls(0)
        .setUnknownCalls(0)
        .setTokensCharged(0)
        .setProviderCost(UsageEvents.decimal("0"))
        .setTenantCharge(UsageEvents.decimal("0"))
        .setUnpricedCalls(0)
        .setCurrency("USD")
        .setUpdatedAt(Instant.EPOCH)
        .build();
  }

  /** A registry whose answer for one id is set by the test. */
  private static final class PausedRegistry implements SchemaIds {
    private final InMemorySchemas known = InMemorySchemas.ofProject();
    private final Map<Integer, Schema> found = new HashMap<>();
    private SchemaLookup answer = new SchemaLookup.NotFound();

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
