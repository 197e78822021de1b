package dev.barnabas.metering.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.metering.totals.Memory.Identified;
import dev.barnabas.metering.totals.MeteringDecision.Counted;
import dev.barnabas.metering.totals.MeteringDecision.Duplicate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MeteringPolicyTest {

  private static final MeteringPolicy POLICY = MeteringPolicy.ofDefaults();
  private static final Instant APPENDED = Instant.parse("2026-11-30T23:59:58Z");

  @Test
  void countsAnEventOnceForEachWindow() {
    var counted = counted(Usages.usage("e1"), APPENDED);

    assertThat(counted.totals())
        .extracting(changed -> changed.key().text())
        .containsExactly(
            "acme/HOUR/2026-11-30T23/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD",
            "acme/DAY/2026-11-30/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD",
            "acme/MONTH/2026-11/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD",
            "acme/RECORDED_DAY/2026-11-30/~/partner-alpha/gpt/REALTIME/~/~/2026-11/USD");
    var quantities =
        new TreeMap<>(Map.of("input", new BigDecimal("100"), "output", new BigDecimal("50")));
    assertThat(counted.totals().getFirst().totals())
        .isEqualTo(
            new Totals(
                1,
                0,
                0,
                quantities,
                150,
                new BigDecimal("0.001"),
                new BigDecimal("0.003"),
                Usages.RECORDED));
  }

  @Test
  @Tag("rule-1.11")
  void putsACallOverTheEndOfTheMonthIntoTheMonthThatPaidForIt() {
    var late = Usages.usage("e1").at("2026-12-01T00:00:03Z");

    assertThat(counted(late, APPENDED).totals())
        .extracting(changed -> changed.key().windowStart())
        .containsExactly("2026-12-01T00", "2026-12-01", "2026-11", "2026-11-30");
  }

  @Test
  void ignoresAnEventItHasSeen() {
    assertThat(POLICY.decide(Usages.usage("e1").build(), APPENDED, new Nothing(true)))
        .isEqualTo(new Duplicate());
  }

  @Test
  void remembersAnIdUntilTheWindowAfterItsChargePeriod() {
    assertThat(counted(Usages.usage("e1"), APPENDED).memory())
        .isEqualTo(
            new Identified("e1", Instant.parse("2026-12-01T00:00:00Z").plus(Duration.ofDays(40))));
  }

  @Test
  void remembersTheIdOfAnEventThatComesAYearLateFromWhenItCame() {
    var aYearLater = Instant.parse("2027-11-30T00:00:00Z");

    assertThat(counted(Usages.usage("e1"), aYearLater).memory())
        .isEqualTo(new Identified("e1", aYearLater.plus(Duration.ofDays(40))));
  }

  @Test
  void takesAReversedCallBackCompletely() {
    var once = Totals.NONE.plus(Usages.usage("e1").build());

    var reversed = once.plus(Usages.usage("e2").reversal().build());

    assertThat(reversed.calls()).isZero();
    assertThat(reversed.tokensCharged()).isZero();
    assertThat(reversed.tenantCharge()).isEqualByComparingTo("0");
    assertThat(reversed.providerCost()).isEqualByComparingTo("0");
    assertThat(reversed.quantities().values()).allMatch(sum -> sum.signum() == 0);
  }

  @Test
  void adjustsAmountsWithoutCountingACall() {
    var adjusted = Totals.NONE.plus(Usages.usage("e1").kind(UsageKind.ADJUSTMENT).build());

    assertThat(adjusted.calls()).isZero();
    assertThat(adjusted.tokensCharged()).isEqualTo(150);
  }

  @Test
  void countsUnknownAndUnpricedCallsAndTakesThemBack() {
    var event = Usages.usage("e1").unknown().unpriced();
    var once = Totals.NONE.plus(event.build());

    var corrected = once.plus(event.reversal().build());

    assertThat(once.unknownCalls()).isEqualTo(1);
    assertThat(once.unpricedCalls()).isEqualTo(1);
    assertThat(once.providerCost()).isEqualByComparingTo("0");
    assertThat(corrected.unknownCalls()).isZero();
    assertThat(corrected.unpricedCalls()).isZero();
  }

  @Test
  void countsNoCallForAnAnswerWithoutOne() {
    assertThat(Totals.NONE.plus(Usages.usage("e1").withoutCall().build()).calls()).isZero();
  }

  @Test
  void keepsTheLatestRecordedTimeWhateverTheOrder() {
    var early = Usages.usage("e1").recordedAt("2026-11-01T00:00:00Z").build();
    var late = Usages.usage("e2").recordedAt("2026-11-02T00:00:00Z").build();

    assertThat(Totals.NONE.plus(late).plus(early)).isEqualTo(Totals.NONE.plus(early).plus(late));
  }

  @Test
  void refusesAWindowThatIsNotPositive() {
    assertThatThrownBy(() -> new MeteringPolicy(Duration.ZERO)).hasMessageContaining("window");
  }

  private static Counted counted(Usages event, Instant appendedAt) {
    var decision = POLICY.decide(event.build(), appendedAt, new Nothing(false));
    assertThat(decision).isInstanceOf(Counted.class);
    return (Counted) decision;
  }

  /** Nothing was counted; perhaps the id was. */
  private record Nothing(boolean seen) implements Remembered {
    @Override
    public WriterProgress progressOf(String writerId) {
      return WriterProgress.NONE;
    }

    @Override
    public boolean isSeen(String eventId) {
      return seen;
    }

    @Override
    public Totals totalsOf(TotalsKey key) {
      return Totals.NONE;
    }
  }
}
