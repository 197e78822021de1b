package dev.barnabas.metering.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.barnabas.metering.anomalies.AnomalyKind;
import dev.barnabas.metering.anomalies.AnomalyPolicy;
import dev.barnabas.metering.anomalies.MonthLimits;
import dev.barnabas.metering.anomalies.MonthPolicy;
import dev.barnabas.metering.anomalies.SharePolicy;
import dev.barnabas.metering.anomalies.StepPolicy;
import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of anomaly from usage events to alerts, and what must not disturb it. */
class AnomalyTopologyTest {

  private static final long PER_FALSE_ALERT = 100_000;
  private static final AnomalyPolicy.Settings SETTINGS =
      new AnomalyPolicy.Settings(
          Duration.ofHours(1),
          StepPolicy.ofPercent(AnomalyKind.TOKEN_DRIFT, 30, true, PER_FALSE_ALERT),
          StepPolicy.ofPercent(AnomalyKind.COST_PER_REQUEST, 30, true, PER_FALSE_ALERT),
          StepPolicy.ofPercent(AnomalyKind.LATENCY, 100, false, PER_FALSE_ALERT),
          new SharePolicy(0.1, PER_FALSE_ALERT),
          true,
          new MonthPolicy(
              (_, _) -> new MonthLimits(new BigDecimal("10"), 1_000_000L), Duration.ofDays(3), 50));

  @TempDir Path stateDirectory;

  private final Random random = new Random(20_261_129);
  private MeteringDriver metering;
  private int sent;

  @BeforeEach
  void start() {
    metering = new MeteringDriver(stateDirectory, SETTINGS, 100);
  }

  @AfterEach
  void stop() {
    metering.close();
  }

  private UsageEvent.Builder call() {
    return call(1, 1, 1);
  }

  /** A call that scatters by 10 % around so many times the usual tokens, cost and latency. */
  private UsageEvent.Builder call(double tokens, double cost, double latency) {
    sent++;
    return UsageEvents.usage("e" + sent, "acme")
        .setModelVersion("gpt-2026-05")
        .setLines(
            List.of(
                UsageEvents.line("input", 100),
                UsageEvents.line("output", scattered(300 * tokens)),
                UsageEvents.line("reasoning", scattered(100 * tokens))))
        .setProviderCost(BigDecimal.valueOf(scattered(1_000_000 * cost), 9).setScale(18))
        .setTenantCharge(UsageEvents.decimal("0"))
        .setTokensCharged(0)
        .setLatencyMs(scattered(800 * latency));
  }

  private long scattered(double mean) {
    return Math.round(mean * (1 + 0.1 * random.nextGaussian()));
  }

  private void usual(int calls) {
    for (int i = 0; i < calls; i++) {
      metering.send(call().build());
    }
  }

  private Alert only(String kind) {
    var alerts = metering.alerts();
    assertThat(alerts).extracting(Alert::getKind).containsExactly(kind);
    return alerts.getFirst();
  }

  private static BigDecimal number(Alert alert, String name) {
    return new BigDecimal(alert.getNumbers().getOrDefault(name, "0"));
  }

  @Test
  void doesNotLookAheadByWhatCapacityCosts() {
    metering.send(UsageEvents.capacity("acme").build());
    metering.sendAt(MeteringDriver.START.plus(Duration.ofDays(5)), call().setSeq(0).build());

    assertThat(metering.latestTotals()).isNotEmpty();
    assertThat(metering.alerts()).isEmpty();
  }

  @Test
  void isSilentWhileAllIsAsUsual() {
    usual(300);

    assertThat(metering.alerts()).isEmpty();
  }

  @Test
  void tellsThatTheOutputTokensOfAModelVersionRose() {
    usual(210);
    for (int i = 0; i < 15; i++) {
      metering.send(call(1.3, 1, 1).build());
    }

    var alert = only("TOKEN_DRIFT");

    assertThat(alert.getSubject()).isEqualTo("partner-alpha/gpt/gpt-2026-05");
    assertThat(alert.getTenantId()).isNull();
    assertThat(alert.getSeverity()).isEqualTo("WARNING");
    assertThat(alert.getComponent()).isEqualTo("metering-stream");
    assertThat(alert.getAlertId()).matches("[0-9a-f]{64}");
    assertThat(alert.getRaisedAt()).isEqualTo(MeteringDriver.START);
    assertThat(alert.getMessage()).contains("rose");
    assertThat(alert.getNumbers())
        .containsKeys(
            "observed", "baseline", "threshold", "evidence", "samples", "window", "withheld");
    assertThat(number(alert, "baseline")).isBetween(new BigDecimal(370), new BigDecimal(420));
    assertThat(number(alert, "observed")).isBetween(new BigDecimal(470), new BigDecimal(570));
    assertThat(metering.meters().counter("barnabas.alerts", "kind", "TOKEN_DRIFT").count())
        .isEqualTo(1);
  }

  @Test
  void countsWhatAModelSpokeAsItsOutput() {
    for (int i = 0; i < 210; i++) {
      metering.send(spoken(1).build());
    }
    for (int i = 0; i < 15; i++) {
      metering.send(spoken(1.4).build());
    }

    assertThat(number(only("TOKEN_DRIFT"), "baseline"))
        .isBetween(new BigDecimal(370), new BigDecimal(420));
  }

  private UsageEvent.Builder spoken(double tokens) {
    return call()
        .setLines(
            List.of(
                UsageEvents.line("input", 100),
                UsageEvents.line("output", 100),
                UsageEvents.line("audio_output", scattered(300 * tokens))));
  }

  @Test
  void tellsThatTheCostOfARequestFell() {
    usual(210);
    for (int i = 0; i < 15; i++) {
      metering.send(call(1, 0.6, 1).build());
    }

    var alert = only("COST_PER_REQUEST");

    assertThat(alert.getSubject()).isEqualTo("partner-alpha/gpt/USD");
    assertThat(alert.getMessage()).contains("fell");
    assertThat(number(alert, "observed"))
        .isBetween(new BigDecimal("0.0004"), new BigDecimal("0.0008"));
  }

  @Test
  void tellsThatAnswersTakeLongerAndNotThatTheyAreFaster() {
    usual(210);
    for (int i = 0; i < 60; i++) {
      metering.send(call(1, 1, 0.3).build());
    }
    assertThat(metering.alerts()).isEmpty();

    for (int i = 0; i < 15; i++) {
      metering.send(call(1, 1, 4).build());
    }

    assertThat(only("LATENCY").getSubject()).isEqualTo("partner-alpha/gpt");
  }

  @Test
  void tellsThatMoreCallsFail() {
    usual(210);
    for (int i = 0; i < 30; i++) {
      metering.send(call().setOutcome(i % 2 == 0 ? "PROVIDER_UNAVAILABLE" : "SUCCESS").build());
    }

    var alert = only("ERROR_SHARE");

    assertThat(alert.getSubject()).isEqualTo("partner-alpha/gpt");
    assertThat(alert.getNumbers()).containsEntry("baseline", "0.01").containsKey("failed");
  }

  @Test
  void countsNoFaultOfTheRequestAgainstThePartner() {
    usual(210);
    for (int i = 0; i < 30; i++) {
      metering.send(call().setOutcome("CONTENT_FILTERED").build());
      metering.send(call().setOutcome("CONTEXT_TOO_LONG").build());
    }

    assertThat(metering.alerts()).isEmpty();
  }

  @Test
  void tellsThatThePartnerAnswersWithAnotherVersionOnce() {
    usual(5);
    for (int i = 0; i < 5; i++) {
      metering.send(call().setModelVersion("gpt-2026-11").build());
      metering.send(call().build());
    }

    assertThat(only("MODEL_VERSION_CHANGED").getNumbers())
        .containsEntry("baseline", "gpt-2026-05")
        .containsEntry("observed", "gpt-2026-11")
        .containsEntry("samples", "5");
  }

  @Test
  void tellsOnBothLimitsThatTheMonthWillEndBeyondThem() {
    metering.send(call().setTenantCharge(UsageEvents.decimal("1")).build());
    assertThat(metering.alerts()).isEmpty();

    metering.advance(Duration.ofDays(5));
    metering.sendAt(
        MeteringDriver.START.plus(Duration.ofDays(5)),
        call().setTenantCharge(UsageEvents.decimal("8")).setTokensCharged(900_000).build());

    assertThat(metering.alerts())
        .extracting(Alert::getKind, Alert::getTenantId, Alert::getSubject)
        .containsExactly(
            tuple("PROJECTED_OVERRUN", "acme", "acme/USD/money_per_month"),
            tuple("PROJECTED_OVERRUN", "acme", "acme/USD/tokens_per_month"));
  }

  @Test
  void tellsThatManyCallsHaveNoPrice() {
    for (int i = 0; i < 60; i++) {
      metering.send(call().setProviderCost(null).build());
    }

    var alert = only("UNPRICED_USAGE");

    assertThat(alert.getTenantId()).isEqualTo("acme");
    assertThat(alert.getNumbers()).containsEntry("observed", "50").containsEntry("samples", "50");
  }

  @Test
  void isDisturbedNeitherByDuplicatesNorByCorrections() {
    usual(210);
    var remembered = baseline();

    var repeated = UsageEvent.newBuilder(call(5, 5, 5).build()).setEventId("e1").build();
    for (int i = 0; i < 20; i++) {
      metering.send(repeated);
      metering.send(call(5, 5, 5).setKind(UsageKind.ADJUSTMENT).setSeq(1_000_000).build());
      metering.send(call(5, 5, 5).setKind(UsageKind.REVERSAL).setSeq(1).build());
    }

    assertThat(metering.alerts()).isEmpty();
    assertThat(baseline()).isEqualTo(remembered);
  }

  private byte[] baseline() {
    return metering.store(AnomalyMemory.STORE).get("TOKEN_DRIFT/partner-alpha/gpt/gpt-2026-05");
  }

  @Test
  void raisesNoSecondAlertWithinTheCoolDownAndCountsIt() {
    usual(5);
    metering.send(call().setModelVersion("v2").build());
    metering.send(call().setModelVersion("v3").build());
    metering.send(call().setModelVersion("v4").build());
    assertThat(metering.alerts()).hasSize(1);
    assertThat(
            metering
                .meters()
                .counter(
                    "barnabas.metering.findings.withheld",
                    "kind",
                    "MODEL_VERSION_CHANGED",
                    "reason",
                    "COOL_DOWN")
                .count())
        .isEqualTo(2);

    metering.advance(Duration.ofHours(1));
    metering.sendAt(
        MeteringDriver.START.plus(Duration.ofHours(1)), call().setModelVersion("v5").build());

    assertThat(only("MODEL_VERSION_CHANGED").getNumbers()).containsEntry("withheld", "2");
  }

  @Test
  void learnsFromHistoryThatIsCountedAgainWithoutAlerts() {
    Instant old = MeteringDriver.START.minus(Duration.ofDays(2));
    for (int i = 0; i < 210; i++) {
      metering.sendAt(old, call().build());
    }
    for (int i = 0; i < 230; i++) {
      metering.sendAt(old, call(2, 1, 1).build());
    }
    assertThat(metering.alerts()).isEmpty();

    for (int i = 0; i < 15; i++) {
      metering.send(call(4, 1, 1).build());
    }

    only("TOKEN_DRIFT");
  }

  @Test
  void remembersNoMoreSubjectsThanItMayAndForgetsTheLongestUntouched() {
    for (int i = 0; i < 60; i++) {
      metering.send(call().setModelVersion("v" + i).build());
    }

    assertThat(metering.subjects())
        .hasSizeLessThanOrEqualTo(100)
        .contains("TOKEN_DRIFT/partner-alpha/gpt/v59", "MODEL_VERSION_CHANGED/partner-alpha/gpt");

    for (int i = 60; i < 200; i++) {
      metering.send(call().setModelVersion("v" + i).build());
    }

    assertThat(metering.subjects())
        .hasSize(100)
        .contains("TOKEN_DRIFT/partner-alpha/gpt/v199", "MODEL_VERSION_CHANGED/partner-alpha/gpt")
        .doesNotContain("TOKEN_DRIFT/partner-alpha/gpt/v59");
    assertThat(metering.meters().get("barnabas.metering.anomalies.subjects").gauge().value())
        .isEqualTo(100);
  }

  @Test
  void countsAnEventThatItCannotLookAt() {
    metering.send(call().setTokensCharged(Long.MAX_VALUE).setRequestModel("other").build());
    metering.send(call().setTokensCharged(Long.MAX_VALUE).build());

    assertThat(metering.hasNoLetters()).isTrue();
    assertThat(metering.month().getCalls()).isEqualTo(1);
    assertThat(metering.meters().counter("barnabas.metering.anomalies.failed").count())
        .isEqualTo(1);
  }
}
