package dev.barnabas.metering.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteringTopologyTest {

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
  void sumsEventsByHourDayAndMonth() {
    metering.send(UsageEvents.usage("e1", "acme").build());
    metering.send(UsageEvents.usage("e2", "acme").build());

    var latest = metering.latestTotals();
    assertThat(latest.keySet())
        .containsExactly(
            "acme/HOUR/2026-11-20T10/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD",
            "acme/DAY/2026-11-20/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD",
            MeteringDriver.MONTH,
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
    metering.send(UsageEvents.usage("e1", "acme").build());
    metering.latestTotals();

    metering.send(UsageEvents.usage("e1", "acme").build());

    assertThat(metering.latestTotals()).isEmpty();
    assertThat(metering.hasNoLetters()).isTrue();
    assertThat(metering.meters().counter("barnabas.metering.events", "result", "duplicate").count())
        .isEqualTo(1);
  }

  @Test
  @Tag("rule-1.10")
  void countsEachNumberOfAWriterOnceWhateverTheEventIdAndTheAge() {
    metering.send(numbered("e1", "broker-app/0", 0));
    metering.send(numbered("e2", "broker-app/0", 1));
    metering.events().advanceTime(Duration.ofDays(4_000));

    metering.send(numbered("e1", "broker-app/0", 0));
    metering.send(numbered("e2", "broker-app/0", 1));
    metering.send(numbered("e3", "reprice/2026-11/1/0", 0));

    assertThat(metering.month().getCalls()).isEqualTo(3);
    assertThat(metering.ids()).isEmpty();
    assertThat(metering.meters().counter("barnabas.metering.events", "result", "duplicate").count())
        .isEqualTo(2);
  }

  @Test
  @Tag("rule-1.10")
  void countsAnEventThatComesBehindLaterOnesOfItsWriterAndTellsThatItWasMissing() {
    metering.send(numbered("e1", "broker-app/0", 0));
    metering.send(numbered("e4", "broker-app/0", 3));
    assertThat(metering.meters().counter("barnabas.metering.skipped").count()).isEqualTo(2);

    metering.send(numbered("e3", "broker-app/0", 2));
    metering.send(numbered("e3", "broker-app/0", 2));
    metering.send(numbered("e2", "broker-app/0", 1));
    metering.send(numbered("e2", "broker-app/0", 1));

    assertThat(metering.month().getCalls()).isEqualTo(4);
    assertThat(metering.hasNoLetters()).isTrue();
  }

  @Test
  @Tag("rule-1.10")
  void countsANumberedEventThatWaitedForItsSchemaBehindLaterOnes() {
    metering.registry().answer = new SchemaLookup.Unreachable("ConnectException");
    metering
        .events()
        .pipeInput(new byte[0], metering.ofLateSchema(numbered("e1", "broker-app/0", 0)));
    metering.send(numbered("e2", "broker-app/0", 1));

    metering.registry().answer = new SchemaLookup.Found(UsageEvent.SCHEMA$);
    metering.advance(Duration.ofSeconds(2));
    metering.advance(Duration.ofSeconds(2));

    assertThat(metering.month().getCalls()).isEqualTo(2);
  }

  @Test
  void countsCapacityOnceByItsWritersNumberAndAsNoCall() {
    metering.send(UsageEvents.capacity("acme").build());
    metering.events().advanceTime(Duration.ofDays(4_000));
    metering.send(
        UsageEvents.capacity("acme").setRecordedAt(Instant.parse("2026-12-20T10:15:02Z")).build());
    metering.send(
        UsageEvents.capacity("acme")
            .setEventId("adjusted")
            .setKind(UsageKind.ADJUSTMENT)
            .setProviderCost(UsageEvents.decimal("3600"))
            .setTenantCharge(UsageEvents.decimal("3600"))
            .setLines(List.of())
            .setWriterSeq(1)
            .build());

    var month =
        metering.latestTotals().get("acme/MONTH/2026-11/~/partner-alpha/gpt/-/~/~/2026-11/USD");
    assertThat(month).isNotNull();
    assertThat(month.getCalls()).isZero();
    assertThat(month.getUnpricedCalls()).isZero();
    assertThat(month.getQuantities().get("capacity_hour")).isEqualByComparingTo("36000");
    assertThat(month.getProviderCost()).isEqualByComparingTo("39600");
    assertThat(month.getTenantCharge()).isEqualByComparingTo("39600");
    assertThat(metering.ids()).isEmpty();
    assertThat(metering.meters().counter("barnabas.metering.skipped").count()).isZero();
  }

  @Test
  void keepsCostCentresLanesAndVariantsApartAndUsersByMonth() {
    metering.send(UsageEvents.usage("e1", "acme").setCostCentre("legal").setUserRef("u1").build());
    metering.send(UsageEvents.usage("e2", "acme").setCostCentre("legal").setVariant("b").build());
    metering.send(UsageEvents.usage("e3", "acme").setLane("BULK").setUserRef("u1").build());

    assertThat(metering.latestTotals().values())
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
    metering.send(UsageEvents.usage("e1", "acme").setProviderCost(null).build());
    assertThat(metering.month().getUnpricedCalls()).isEqualTo(1);

    metering.send(
        UsageEvents.usage("e2", "acme")
            .setKind(UsageKind.ADJUSTMENT)
            .setLines(List.of())
            .setUnpricedCalls(-1)
            .setTenantCharge(null)
            .setTokensCharged(0)
            .build());

    var month = metering.month();
    assertThat(month.getUnpricedCalls()).isZero();
    assertThat(month.getCalls()).isEqualTo(1);
    assertThat(month.getProviderCost()).isEqualByComparingTo("0.001");
  }

  @Test
  void writesATotalThatChangedOftenOnce() {
    for (int i = 0; i < 100; i++) {
      metering.send(UsageEvents.usage("e" + i, "acme").build());
    }
    metering.advance(UsageProcessor.WRITE_EVERY);

    assertThat(metering.totals().readKeyValuesToList()).hasSize(4);
  }

  @Test
  @Tag("rule-1.3")
  void takesAReversalOffAndCountsItsReplacement() {
    metering.send(UsageEvents.usage("e1", "acme").setOutcome("UNKNOWN").build());
    metering.send(UsageEvents.reversal("e2", "acme").setOutcome("UNKNOWN").setSeq(1).build());
    metering.send(UsageEvents.usage("e3", "acme").setTokensCharged(20).setSeq(2).build());

    var month = metering.month();
    assertThat(month.getCalls()).isEqualTo(1);
    assertThat(month.getUnknownCalls()).isZero();
    assertThat(month.getTokensCharged()).isEqualTo(20);
    assertThat(month.getTenantCharge()).isEqualByComparingTo("0.003");
  }

  @Test
  @Tag("rule-1.10")
  void countsAnEventThatComesTwoYearsLateInItsOwnPeriod() {
    metering.send(UsageEvents.usage("e1", "acme").build());
    metering.advance(Duration.ofSeconds(1));
    metering.events().advanceTime(Duration.ofDays(730));

    metering.send(UsageEvents.usage("e2", "acme").build());

    assertThat(metering.month().getCalls()).isEqualTo(2);
  }

  @Test
  @Tag("rule-3.2")
  void countsARecordWhoseTimestampIsNoTimeAtAll() {
    metering
        .events()
        .pipeInput(new byte[0], metering.encode(UsageEvents.usage("e1", "acme").build()), 0L);

    assertThat(metering.month().getCalls()).isEqualTo(1);
  }

  @Test
  @Tag("rule-1.10")
  void forgetsIdsAfterTheirPeriodAndWindowAndNotBefore() {
    metering.send(UsageEvents.usage("e1", "acme").build());
    metering
        .events()
        .advanceTime(Duration.between(MeteringDriver.START, Instant.parse("2027-01-09T23:00:00Z")));
    metering.send(UsageEvents.usage("e2", "acme").build());
    metering.advance(Duration.ofSeconds(1));
    assertThat(metering.ids()).containsExactlyInAnyOrder("e1", "e2");

    metering.events().advanceTime(Duration.ofHours(2));
    metering.send(UsageEvents.usage("e3", "acme").setChargePeriod("2027-01").build());
    metering.advance(Duration.ofSeconds(1));

    assertThat(metering.ids()).containsExactlyInAnyOrder("e2", "e3");
  }

  private static UsageEvent numbered(String eventId, String writerId, long seq) {
    return UsageEvents.usage(eventId, "acme").setWriterId(writerId).setWriterSeq(seq).build();
  }
}
