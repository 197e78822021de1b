package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.metering.totals.WriterProgress;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.topics.SchemaLookup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage events that are not counted, or not yet: dead letters and held records. */
class UncountedUsageTopologyTest {

  @TempDir Path stateDirectory;

  private MeteringDriver metering;

  @BeforeEach
  void start() {
    metering = new MeteringDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    metering.close();
  }

  @Test
  void deadLettersAnEventOfAGapThatIsForgotten() {
    for (long seq = 1; seq < 2L * WriterProgress.MOST_GAPS + 4; seq += 2) {
      metering.send(numbered("e" + seq, "broker-app/0", seq));
    }

    metering.send(numbered("e0", "broker-app/0", 0));
    metering.send(numbered("e2", "broker-app/0", 2));
    metering.send(numbered("e4", "broker-app/0", 4));

    assertThat(metering.letters())
        .extracting(DeadLetter::getReason, DeadLetter::getPosition)
        .containsExactly(
            tuple("SEQUENCE_FORGOTTEN", "writerSeq"), tuple("SEQUENCE_FORGOTTEN", "writerSeq"));
    assertThat(metering.month().getCalls()).isEqualTo(WriterProgress.MOST_GAPS + 3L);
  }

  @Test
  void deadLettersWhatIsNoUsageEventOnceAndGoesOn() {
    byte[] key = "acme".getBytes(UTF_8);
    metering.events().pipeInput(key, "not avro".getBytes(UTF_8));
    metering.events().pipeInput(key, (byte[]) null);
    metering.events().pipeInput(key, metering.encode(UsageTotals.newBuilder(emptyMonth()).build()));
    metering.send(UsageEvents.usage("e1", "acme").build());

    var letters = metering.letters();
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
    assertThat(metering.month().getCalls()).isEqualTo(1);
  }

  @Test
  void namesTheFieldThatMakesNoSense() {
    metering.send(UsageEvents.usage("e1", "acme").setChargePeriod("2026-13").build());
    metering.send(UsageEvents.usage("e1", "acme").setCurrency("dollars").build());
    metering.send(UsageEvents.usage("e1", " ").build());
    metering.send(UsageEvents.usage("", "acme").build());
    metering.send(UsageEvents.usage("e1", "acme").setKind(UsageKind.UNRECOGNISED).build());
    metering.send(UsageEvents.usage("e1", "acme").setOccurredAt(Instant.ofEpochMilli(-1)).build());

    assertThat(metering.letters())
        .extracting(DeadLetter::getPosition)
        .containsExactly("chargePeriod", "currency", "tenantId", "eventId", "kind", "occurredAt");
    assertThat(metering.latestTotals()).isEmpty();
  }

  @Test
  void deadLettersAnEventOutsideItsTenantsPartition() {
    metering.restart(64, HeldBounds.ofDefaults());

    metering.send(UsageEvents.usage("e1", "acme").build());

    assertThat(metering.letters()).extracting(DeadLetter::getReason).containsExactly("MISPLACED");
  }

  @Test
  void deadLettersAnEventWhoseTotalsWouldNotFitTheTopic() {
    metering.send(
        UsageEvents.usage("e1", "acme")
            .setLines(List.of(UsageEvents.line("m".repeat(9_000), 1)))
            .build());
    metering.send(UsageEvents.usage("e2", "acme").build());

    assertThat(metering.letters())
        .singleElement()
        .extracting(DeadLetter::getDetail, DeadLetter::getPosition)
        .containsExactly("TOO_LARGE", "lines");
    assertThat(metering.month().getCalls()).isEqualTo(1);
  }

  @Test
  void deadLettersAnEventThatOverflowsATotal() {
    metering.send(UsageEvents.usage("e1", "acme").setTokensCharged(Long.MAX_VALUE).build());
    metering.send(UsageEvents.usage("e2", "acme").build());

    assertThat(metering.letters())
        .singleElement()
        .extracting(DeadLetter::getReason, DeadLetter::getDetail)
        .containsExactly("INTERNAL", "ArithmeticException");
    assertThat(metering.month().getCalls()).isEqualTo(1);
  }

  @Test
  void holdsAnUnknownSchemaWhileTheRegistryIsAwayAndStopsNobody() {
    metering.registry().answer = new SchemaLookup.Unreachable("ConnectException");
    metering
        .events()
        .pipeInput(new byte[0], metering.ofLateSchema(UsageEvents.usage("e1", "acme").build()));
    metering.send(UsageEvents.usage("e2", "acme").build());
    metering.advance(Duration.ofMinutes(10));
    assertThat(metering.month().getCalls()).isEqualTo(1);
    assertThat(metering.hasNoLetters()).isTrue();

    metering.registry().answer = new SchemaLookup.Found(UsageEvent.SCHEMA$);
    metering.advance(Duration.ofSeconds(2));
    metering.advance(Duration.ofSeconds(2));

    assertThat(metering.month().getCalls()).isEqualTo(2);
    assertThat(metering.hasNoLetters()).isTrue();
    assertThat(metering.meters().get("barnabas.metering.held").gauge().value()).isZero();
  }

  @Test
  void deadLettersASchemaThatTheRegistryDoesNotHave() {
    metering.registry().answer = new SchemaLookup.NotFound();
    metering
        .events()
        .pipeInput(new byte[0], metering.ofLateSchema(UsageEvents.usage("e1", "acme").build()));

    metering.advance(Duration.ofSeconds(1));
    metering.advance(Duration.ofSeconds(1));

    assertThat(metering.letters())
        .extracting(DeadLetter::getReason)
        .containsExactly("SCHEMA_NOT_FOUND");
  }

  @Test
  void deadLettersWhatTheBoundOfHeldRecordsHasNoRoomFor() {
    metering.restart(1, new HeldBounds(1, 1_000_000));
    metering.registry().answer = new SchemaLookup.Unreachable("ConnectException");

    metering
        .events()
        .pipeInput(new byte[0], metering.ofLateSchema(UsageEvents.usage("e1", "acme").build()));
    metering
        .events()
        .pipeInput(new byte[0], metering.ofLateSchema(UsageEvents.usage("e2", "acme").build()));

    assertThat(metering.letters())
        .singleElement()
        .extracting(DeadLetter::getReason, DeadLetter::getSourceOffset)
        .containsExactly("SCHEMA_UNAVAILABLE", 1L);
  }

  private static UsageEvent numbered(String eventId, String writerId, long seq) {
    return UsageEvents.usage(eventId, "acme").setWriterId(writerId).setWriterSeq(seq).build();
  }

  private static UsageTotals emptyMonth() {
    return UsageTotals.newBuilder()
        .setTenantId("x")
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
}
