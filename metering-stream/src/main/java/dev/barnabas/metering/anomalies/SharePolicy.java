package dev.barnabas.metering.anomalies;

import dev.barnabas.metering.anomalies.Evidence.Share;
import dev.barnabas.metering.anomalies.Verdict.Learning;
import dev.barnabas.metering.anomalies.Verdict.Sign;
import dev.barnabas.metering.anomalies.Verdict.Steady;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.util.List;

/**
 * Finds a rise of the share of failed calls: a CUSUM (E. S. Page, 1954) of the log likelihood ratio
 * of a Bernoulli variable (M. R. Reynolds and Z. G. Stoumbos, "A CUSUM chart for monitoring a
 * proportion when inspecting continuously", 1999).
 *
 * <p>With a usual share p and the share q = p + rise that is looked for, a failed call adds {@code
 * ln(q/p)} to the evidence and another {@code ln((1−q)/(1−p))}, which is negative; evidence never
 * falls below 0. The threshold {@code h = ln(n)} makes the mean time to a false alert at least n
 * calls (G. Lorden, 1971), if calls fail independently and p is known. They often fail together:
 * that is what is looked for.
 *
 * <p>The usual share is learned from {@value #FEWEST} calls on, or {@code p(1−p)/rise²} times as
 * many if that is more, and looks back on {@value #WINDOW} calls or as many times more; it is
 * frozen while the evidence is at half of the threshold or above, and counts as at least 1 % and at
 * most 50 %. After an alert the evidence begins at 0 again and the usual share stays: an outage
 * does not become usual at once.
 *
 * @param rise how much more is looked for, as a share: 0.1 for ten percentage points
 * @param callsPerFalseAlert n
 */
public record SharePolicy(double rise, long callsPerFalseAlert) {

  /** Calls that are learned before the first comparison, at the least. */
  static final int FEWEST = 200;

  /** Calls that the usual share looks back on, at the least. */
  static final int WINDOW = 500;

  private static final double LEAST = 0.01;
  private static final double MOST = 0.5;
  private static final double CERTAIN = 0.99;

  /**
   * @throws IllegalArgumentException if the rise is not a share or {@code callsPerFalseAlert} is
   *     below 2
   */
  public SharePolicy {
    if (!(rise > 0 && rise < 1) || callsPerFalseAlert < 2) {
      throw new IllegalArgumentException("rise must be a share, callsPerFalseAlert at least 2");
    }
  }

  /** The evidence that is told. */
  public double threshold() {
    return Math.log((double) callsPerFalseAlert);
  }

  /** Looks at the next call. */
  public Verdict<Share> observe(Share before, boolean failed) {
    double usual = Math.clamp(before.share(), LEAST, MOST);
    double noise = Math.max(1, usual * (1 - usual) / (rise * rise));
    if (before.count() < FEWEST * noise) {
      return new Learning<>(learn(before, failed, Run.NONE, WINDOW * noise));
    }
    double raised = Math.min(usual + rise, CERTAIN);
    double weight = failed ? Math.log(raised / usual) : Math.log((1 - raised) / (1 - usual));
    var up = before.up().plus(weight, failed ? 1 : 0);
    if (up.evidence() >= threshold()) {
      return new Unusual<>(
          new Share(before.count(), before.share(), Run.NONE), List.of(sign(before, usual, up)));
    }
    return new Steady<>(
        up.evidence() < threshold() / 2
            ? learn(before, failed, up, WINDOW * noise)
            : new Share(before.count(), before.share(), up));
  }

  private static Share learn(Share before, boolean failed, Run up, double window) {
    double weight = Math.max(1.0 / (before.count() + 1), 1 / window);
    return new Share(
        before.count() + 1, before.share() + weight * ((failed ? 1 : 0) - before.share()), up);
  }

  private Sign sign(Share before, double usual, Run up) {
    var numbers =
        new Numbers()
            .with("observed", up.mean())
            .with("failed", Math.round(up.sum()))
            .with("baseline", usual)
            .with("rise", rise)
            .with("evidence", up.evidence())
            .with("threshold", threshold())
            .with("window", up.length())
            .with("samples", before.count());
    return new Sign(
        AnomalyKind.ERROR_SHARE, "", numbers.map(), "more of the calls to the model fail");
  }
}
