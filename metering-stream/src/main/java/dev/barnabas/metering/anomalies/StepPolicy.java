package dev.barnabas.metering.anomalies;

import dev.barnabas.metering.anomalies.Evidence.Step;
import dev.barnabas.metering.anomalies.Verdict.Learning;
import dev.barnabas.metering.anomalies.Verdict.Sign;
import dev.barnabas.metering.anomalies.Verdict.Steady;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.util.List;

/**
 * Finds a step in the mean of positive values that scatter by a factor, not by an amount: a
 * two-sided CUSUM (E. S. Page, "Continuous inspection schemes", Biometrika 1954) of the log
 * likelihood ratio of their logarithms.
 *
 * <p>With a usual mean μ and standard deviation σ of the logarithms and a step δ that is looked
 * for, a value x adds {@code (δ/σ²)(x − μ − δ/2)} to the evidence for a rise and {@code (δ/σ²)(μ −
 * x − δ/2)} to that for a fall; evidence never falls below 0. A side that reaches the threshold
 * {@code h = ln(sides · n)} is an alert.
 *
 * <ul>
 *   <li>False alerts: the mean time to one is at least e<sup>h</sup> values per side (G. Lorden,
 *       "Procedures for reacting to a change in distribution", 1971), so at least {@code n} over
 *       all sides, if the logarithms are normal and μ and σ known. Learned ones are not quite: see
 *       docs/anomalies.md for what was measured.
 *   <li>Delay: about {@code h / (δ²/2σ²)} values after a step of δ; no rule with as few false
 *       alerts is faster (G. V. Moustakides, 1986).
 *   <li>σ counts as at least δ/4 and a distance from μ as at most 3σ, so one value adds at most 4.5
 *       and never decides alone.
 *   <li>The baseline learns from {@value #FEWEST} values on, or (σ/δ)² times as many if that is
 *       more, so that the error of μ is at most a fourteenth of the step; it looks back on {@value
 *       #WINDOW} times (σ/δ)² values, at least {@value #WINDOW}.
 *   <li>It is frozen while the evidence is at half of the threshold or above. After an alert it is
 *       learned anew: the new level is the usual one from then on.
 * </ul>
 *
 * @param kind what is watched
 * @param step δ, in the logarithm; positive
 * @param falls whether falls are looked for, too
 * @param valuesPerFalseAlert n
 */
public record StepPolicy(AnomalyKind kind, double step, boolean falls, long valuesPerFalseAlert) {

  /** Values that are learned before the first comparison, at the least. */
  static final int FEWEST = 200;

  /** Values that the baseline looks back on, at the least. */
  static final int WINDOW = 500;

  /** The smallest spread, in steps. */
  private static final double LEAST_SPREAD = 0.25;

  /**
   * @throws IllegalArgumentException if the step is not positive or {@code valuesPerFalseAlert} is
   *     below 2
   */
  public StepPolicy {
    if (!(step > 0) || valuesPerFalseAlert < 2) {
      throw new IllegalArgumentException("step must be positive, valuesPerFalseAlert at least 2");
    }
  }

  /** A step of so many per cent; a fall is as large in the logarithm: 30 % up, 23 % down. */
  public static StepPolicy ofPercent(
      AnomalyKind kind, int percent, boolean falls, long valuesPerFalseAlert) {
    return new StepPolicy(kind, Math.log1p(percent / 100.0), falls, valuesPerFalseAlert);
  }

  /** The evidence that is told. */
  public double threshold() {
    return Math.log((falls ? 2.0 : 1.0) * valuesPerFalseAlert);
  }

  /**
   * Looks at the next value.
   *
   * @param value positive
   */
  public Verdict<Step> observe(Step before, double value) {
    double x = Math.log(value);
    var baseline = before.baseline();
    double spread = baseline.spread(LEAST_SPREAD * step);
    double noise = Math.max(1, spread * spread / (step * step));
    if (baseline.count() < FEWEST * noise) {
      return new Learning<>(
          new Step(baseline.learn(x, spread, WINDOW * noise), Run.NONE, Run.NONE));
    }
    double residual = baseline.residual(x, spread);
    var up = plus(before.up(), residual, spread);
    var down = falls ? plus(before.down(), -residual, spread) : Run.NONE;
    double most = Math.max(up.evidence(), down.evidence());
    if (most >= threshold()) {
      boolean rose = up.evidence() >= down.evidence();
      return new Unusual<>(Step.NONE, List.of(sign(baseline, spread, rose ? up : down, rose)));
    }
    return new Steady<>(
        new Step(
            most < threshold() / 2 ? baseline.learn(x, spread, WINDOW * noise) : baseline,
            up,
            down));
  }

  private Run plus(Run run, double distance, double spread) {
    return run.plus(step / (spread * spread) * (distance - step / 2), distance);
  }

  private Sign sign(Baseline baseline, double spread, Run run, boolean rose) {
    double moved = rose ? run.mean() : -run.mean();
    var numbers =
        new Numbers()
            .with("observed", Math.exp(baseline.mean() + moved))
            .with("baseline", Math.exp(baseline.mean()))
            .with("changePercent", 100 * Math.expm1(moved))
            .with("stepPercent", 100 * Math.expm1(step))
            .with("spread", spread)
            .with("evidence", run.evidence())
            .with("threshold", threshold())
            .with("window", run.length())
            .with("samples", baseline.count());
    return new Sign(
        kind, "", numbers.map(), what() + (rose ? " rose" : " fell") + " and stays there");
  }

  private String what() {
    return switch (kind) {
      case TOKEN_DRIFT -> "the output tokens per request of the model version";
      case COST_PER_REQUEST -> "the provider's cost per request of the model";
      case LATENCY -> "the latency of the model's answers";
      case ERROR_SHARE, MODEL_VERSION_CHANGED, PROJECTED_OVERRUN, UNPRICED_USAGE ->
          throw new IllegalStateException(kind + " is no mean");
    };
  }
}
