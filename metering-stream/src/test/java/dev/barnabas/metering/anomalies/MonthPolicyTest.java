package dev.barnabas.metering.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.anomalies.Evidence.Month;
import dev.barnabas.metering.anomalies.Verdict.Learning;
import dev.barnabas.metering.anomalies.Verdict.Sign;
import dev.barnabas.metering.anomalies.Verdict.Steady;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import dev.barnabas.metering.totals.UsageKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonthPolicyTest {

  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

  private final MonthPolicy policy =
      new MonthPolicy(
          (tenant, currency) ->
              currency.equals("USD")
                  ? new MonthLimits(new BigDecimal("30"), null)
                  : MonthLimits.NONE,
          Duration.ofDays(3),
          3);

  private static List<Sign> signs(Verdict<Month> verdict) {
    return verdict instanceof Unusual<Month>(var _, var signs) ? signs : List.of();
  }

  private static Month of(Verdict<Month> verdict) {
    return verdict.next();
  }

  @Test
  void projectsTheMonthsEndFromTheRateSoFar() {
    var month = of(policy.observe(null, Seen.answer().charge("1").build(), FIRST));

    var verdict =
        policy.observe(month, Seen.answer().charge("9").build(), FIRST.plus(Duration.ofDays(6)));

    assertThat(signs(verdict))
        .singleElement()
        .satisfies(sign -> {
          assertThat(sign.kind()).isEqualTo(AnomalyKind.PROJECTED_OVERRUN);
          assertThat(sign.detail()).isEqualTo("money_per_month");
          assertThat(sign.numbers())
              .containsEntry("observed", "50")
              .containsEntry("threshold", "30")
              .containsEntry("baseline", "10")
              .containsEntry("samples", "2")
              .containsEntry("window", "518400s")
              .containsEntry("reachedAt", "2026-11-19T00:00:00Z");
        });
  }

  @Test
  void isSilentAtARateThatEndsWithinTheLimit() {
    var month = of(policy.observe(null, Seen.answer().charge("1").build(), FIRST));

    assertThat(
            policy.observe(
                month, Seen.answer().charge("4.9").build(), FIRST.plus(Duration.ofDays(6))))
        .isInstanceOf(Steady.class);
  }

  @Test
  void seesThreeDaysBeforeItProjects() {
    var month = of(policy.observe(null, Seen.answer().charge("1").build(), FIRST));

    assertThat(
            policy.observe(
                month, Seen.answer().charge("20").build(), FIRST.plus(Duration.ofHours(71))))
        .isInstanceOf(Learning.class);
  }

  @Test
  void takesACorrectionOff() {
    var month = of(policy.observe(null, Seen.answer().charge("10").build(), FIRST));

    var corrected =
        policy.observe(
            month,
            Seen.answer().kind(UsageKind.REVERSAL).charge("-10").build(),
            FIRST.plus(Duration.ofDays(6)));

    assertThat(corrected).isInstanceOf(Steady.class);
    assertThat(of(corrected).charge()).isEqualByComparingTo("0");
    assertThat(of(corrected).calls()).isZero();
  }

  @Test
  void beginsANewMonthAndLeavesAnOlderOneAlone() {
    var november = of(policy.observe(null, Seen.answer().charge("10").build(), FIRST));
    var december =
        of(
            policy.observe(
                november,
                Seen.answer().charge("2").month("2026-12").build(),
                Instant.parse("2026-12-01T00:00:00Z")));

    var late =
        of(
            policy.observe(
                december,
                Seen.answer().charge("7").build(),
                Instant.parse("2026-12-05T00:00:00Z")));

    assertThat(december.charge()).isEqualByComparingTo("2");
    assertThat(late).isEqualTo(december);
  }

  @Test
  void tellsUnpricedCallsFromTheirNumberOn() {
    @Nullable Month month = null;
    for (int i = 0; i < 2; i++) {
      month = of(policy.observe(month, Seen.answer().unpriced().charge("0").build(), FIRST));
    }

    var third = policy.observe(month, Seen.answer().unpriced().charge("0").build(), FIRST);

    assertThat(signs(third))
        .singleElement()
        .satisfies(sign -> {
          assertThat(sign.kind()).isEqualTo(AnomalyKind.UNPRICED_USAGE);
          assertThat(sign.numbers())
              .containsEntry("observed", "3")
              .containsEntry("threshold", "3")
              .containsEntry("window", "2026-11");
        });
    assertThat(policy.observe(of(third), Seen.answer().charge("0").build(), FIRST))
        .isNotInstanceOf(Unusual.class);
  }
}
