package dev.barnabas.metering.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.metering.anomalies.Evidence.Step;
import dev.barnabas.metering.anomalies.Verdict.Learning;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/**
 * The promise: a step of 30 % in the mean of output tokens is told within 200 requests at a
 * standard deviation of 25 %, with at most one false alert in 100,000 requests of normal noise. The
 * table and the curves of docs/anomalies.md are made of the same noise by a benchmark.
 */
class StepPolicyTest {

  private static final int SEEDS = 200;
  private static final int LEARNED = 2_000;
  private static final int WITHIN = 200;

  private static StepPolicy standard() {
    return StepPolicy.ofPercent(AnomalyKind.TOKEN_DRIFT, 30, true, 10_000_000);
  }

  @Test
  void tellsARiseOf30PercentWithin200RequestsAtADeviationOf25Percent() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(delay(Noise.normal(seed, 0.25), 1.3)).as("seed " + seed).isBetween(1, WITHIN);
    }
  }

  @Test
  void tellsARiseOf30PercentWithin200RequestsSoonAfterTheLeastLearning() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var noise = Noise.normal(seed, 0.25);
      var watcher = new Watcher(standard());
      watcher.alerts(noise, 300);
      assertThat(watcher.delay(noise, value -> 1.3 * value, WITHIN))
          .as("seed " + seed)
          .isBetween(1, WITHIN);
    }
  }

  @Test
  void tellsAFallToTheSameDegree() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(delay(Noise.normal(seed, 0.25), 1 / 1.3)).as("seed " + seed).isBetween(1, WITHIN);
    }
  }

  @Test
  void tellsTheSameOfLognormalRequests() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(delay(Noise.lognormal(seed, 0.25), 1.3)).as("seed " + seed).isBetween(1, WITHIN);
    }
  }

  @Test
  void tellsADoublingInTheHeavyTailWithin500Requests() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var noise = Noise.lognormal(seed, 1);
      var watcher = new Watcher(standard());
      watcher.alerts(noise, 10_000);
      assertThat(watcher.delay(noise, value -> 2 * value, 500))
          .as("seed " + seed)
          .isBetween(1, 500);
    }
  }

  @Test
  void raisesAtMostOneFalseAlertIn100000RequestsOfNormalNoise() {
    assertFewFalseAlerts(seed -> Noise.normal(seed, 0.25));
  }

  @Test
  void raisesAtMostOneFalseAlertIn100000RequestsOfLognormalNoise() {
    assertFewFalseAlerts(seed -> Noise.lognormal(seed, 0.25));
  }

  @Test
  void raisesAtMostOneFalseAlertIn100000RequestsWithAHeavyTail() {
    assertFewFalseAlerts(seed -> Noise.lognormal(seed, 1));
  }

  @Test
  void followsASwingOf20PercentOverADayOf20000Requests() {
    assertFewFalseAlerts(seed -> Noise.swinging(seed, 0.2, 20_000));
  }

  @Test
  void tellsASwingOf20PercentOverADayOf2000RequestsAsWhatItIs() {
    var watcher = new Watcher(standard());

    assertThat(watcher.alerts(Noise.swinging(1, 0.2, 2_000), 100_000)).isPositive();
  }

  /** Two million requests: twenty runs of a hundred thousand, each from the beginning. */
  private static void assertFewFalseAlerts(LongFunction<DoubleSupplier> noise) {
    int alerts = 0;
    for (long seed = 1_000; seed < 1_020; seed++) {
      alerts += new Watcher(standard()).alerts(noise.apply(seed), 100_000);
    }
    assertThat(alerts).isLessThanOrEqualTo(20);
  }

  private static int delay(DoubleSupplier noise, double factor) {
    var watcher = new Watcher(standard());
    assertThat(watcher.alerts(noise, LEARNED)).isZero();
    return watcher.delay(noise, value -> factor * value, WITHIN);
  }

  @Test
  void saysWhatItSawAndAgainstWhat() {
    var noise = Noise.normal(7, 0.25);
    var watcher = new Watcher(standard());
    watcher.alerts(noise, LEARNED);

    var signs = watcher.signs(() -> 1.3 * noise.getAsDouble(), WITHIN);

    assertThat(signs)
        .singleElement()
        .satisfies(sign -> {
          assertThat(sign.kind()).isEqualTo(AnomalyKind.TOKEN_DRIFT);
          assertThat(sign.message()).contains("rose");
          var numbers = sign.numbers();
          assertThat(number(numbers, "baseline")).isBetween(360.0, 400.0);
          assertThat(number(numbers, "observed")).isBetween(450.0, 620.0);
          assertThat(number(numbers, "changePercent")).isBetween(20.0, 60.0);
          assertThat(number(numbers, "stepPercent")).isEqualTo(30);
          assertThat(number(numbers, "threshold")).isEqualTo(16.81);
          assertThat(number(numbers, "evidence")).isGreaterThanOrEqualTo(16.81);
          assertThat(number(numbers, "window")).isBetween(5.0, 200.0);
          assertThat(number(numbers, "samples")).isBetween(1_990.0, 2_200.0);
        });
  }

  private static double number(Map<String, String> numbers, String name) {
    return Double.parseDouble(numbers.getOrDefault(name, "NaN"));
  }

  @Test
  void takesTheNewLevelAsUsualAfterAnAlert() {
    var noise = Noise.normal(11, 0.25);
    var watcher = new Watcher(standard());
    watcher.alerts(noise, LEARNED);

    assertThat(watcher.alerts(() -> 1.5 * noise.getAsDouble(), 20_000)).isEqualTo(1);
    assertThat(Math.exp(watcher.state().baseline().mean())).isBetween(550.0, 610.0);
  }

  @Test
  void freezesTheBaselineWhileItIsSuspicious() {
    var noise = Noise.normal(13, 0.25);
    var watcher = new Watcher(standard());
    watcher.alerts(noise, LEARNED);
    double half = standard().threshold() / 2;
    while (watcher.state().up().evidence() < half) {
      watcher.see(1.6 * noise.getAsDouble());
    }
    var frozen = watcher.state().baseline();

    watcher.see(1.3 * Noise.MEAN);

    assertThat(watcher.state().baseline()).isEqualTo(frozen);
  }

  @Test
  void looksForNoFallWhereOnlyRisesMatter() {
    var noise = Noise.normal(17, 0.25);
    var watcher = new Watcher(new StepPolicy(AnomalyKind.LATENCY, Math.log(1.3), false, 10_000));
    watcher.alerts(noise, LEARNED);

    assertThat(watcher.alerts(() -> noise.getAsDouble() / 3, 2_000)).isZero();
  }

  @Test
  void learnsBeforeItCompares() {
    var watcher = new Watcher(standard());

    for (int i = 0; i < StepPolicy.FEWEST; i++) {
      assertThat(watcher.see(i < 100 ? 100 : 1_000)).isInstanceOf(Learning.class);
    }
  }

  @Test
  void copesWithValuesThatDoNotScatterAtAll() {
    var watcher = new Watcher(standard());
    assertThat(watcher.alerts(() -> 1, 5_000)).isZero();

    assertThat(watcher.delay(() -> 2, value -> value, 50)).isBetween(4, 20);
  }

  @Property(tries = 200)
  void neverDecidesByThreeValues(
      @ForAll @DoubleRange(min = 1, max = 1e12) double wild,
      @ForAll @DoubleRange(min = 0.01, max = 1.5) double deviation) {
    var noise = Noise.lognormal(19, deviation);
    var watcher = new Watcher(standard());
    watcher.alerts(noise, 15_000);
    var calm = new Step(watcher.state().baseline(), Run.NONE, Run.NONE);

    var verdict = standard().observe(calm, wild);
    verdict = standard().observe(verdict.next(), wild);
    verdict = standard().observe(verdict.next(), wild);

    assertThat(verdict).isNotInstanceOf(Unusual.class);
  }

  @Test
  void refusesAStepOfNothing() {
    assertThatThrownBy(() -> new StepPolicy(AnomalyKind.LATENCY, 0, false, 1_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("step");
  }
}
