package dev.barnabas.metering.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.anomalies.Evidence.Share;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharePolicyTest {

  private final SharePolicy policy = new SharePolicy(0.1, 10_000_000);
  private Share state = Share.NONE;

  private int alerts(Random random, double share, int calls) {
    int alerts = 0;
    for (int i = 0; i < calls; i++) {
      var verdict = policy.observe(state, random.nextDouble() < share);
      state = verdict.next();
      alerts += verdict instanceof Unusual<Share> ? 1 : 0;
    }
    return alerts;
  }

  private int delay(Random random, double share, int most) {
    for (int i = 1; i <= most; i++) {
      var verdict = policy.observe(state, random.nextDouble() < share);
      state = verdict.next();
      if (verdict instanceof Unusual<Share>) {
        return i;
      }
    }
    return most + 1;
  }

  @Test
  void tellsARiseFromTwoToFifteenPercentWithin300Calls() {
    for (long seed = 0; seed < 200; seed++) {
      state = Share.NONE;
      var random = new Random(seed);
      assertThat(alerts(random, 0.02, 3_000)).as("seed " + seed).isZero();
      assertThat(delay(random, 0.15, 300)).as("seed " + seed).isBetween(1, 300);
    }
  }

  @Test
  void raisesAtMostOneFalseAlertIn100000Calls() {
    int alerts = 0;
    for (double share : new double[] {0.001, 0.01, 0.05, 0.2}) {
      state = Share.NONE;
      alerts += alerts(new Random(42), share, 500_000);
    }
    assertThat(alerts).isLessThanOrEqualTo(20);
  }

  @Test
  void saysHowManyOfHowManyFailed() {
    for (int i = 0; i < 1_000; i++) {
      state = policy.observe(state, i % 50 == 0).next();
    }
    Verdict<Share> verdict = policy.observe(state, true);
    while (!(verdict instanceof Unusual<Share>)) {
      state = verdict.next();
      verdict = policy.observe(state, true);
    }
    assertThat(((Unusual<Share>) verdict).signs())
        .singleElement()
        .satisfies(sign ->
            assertThat(sign.numbers())
                .containsKeys("observed", "baseline", "threshold", "evidence", "samples")
                .hasEntrySatisfying(
                    "failed", failed -> assertThat(Integer.parseInt(failed)).isBetween(8, 20))
                .hasEntrySatisfying(
                    "window", calls -> assertThat(Integer.parseInt(calls)).isBetween(8, 100)));
  }

  @Test
  void doesNotTakeAnOutageAsUsualAtOnce() {
    var random = new Random(3);
    alerts(random, 0.02, 3_000);

    alerts(random, 1, 100);

    assertThat(state.share()).isLessThan(0.2);
  }

  @Test
  void tellsThatAPartnerFailsMoreAlsoWhereHalfOfItsCallsFailed() {
    var random = new Random(5);
    assertThat(alerts(random, 0.5, 8_000)).isZero();

    assertThat(delay(random, 1, 400)).isLessThanOrEqualTo(400);
  }
}
