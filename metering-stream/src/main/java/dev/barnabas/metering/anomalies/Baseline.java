package dev.barnabas.metering.anomalies;

/**
 * The usual level of a logarithm and how much it scatters: an exponentially weighted moving mean
 * and variance that begin as the plain ones. Immutable.
 *
 * <p>Mean and variance after W. S. Roberts, "Control chart tests based on geometric moving
 * averages" (1959), with the update of D. West (1979). A value further than {@value #BOUND}
 * standard deviations away counts as if it were there (P. J. Huber, "Robust estimation of a
 * location parameter", 1964), so that a heavy tail does not carry the baseline along.
 *
 * @param count values learned
 * @param mean their mean, the newest weighing most
 * @param variance their variance about it
 */
public record Baseline(long count, double mean, double variance) {

  /** Nothing learned. */
  public static final Baseline NONE = new Baseline(0, 0, 0);

  /** Standard deviations beyond which a value counts no more. */
  static final double BOUND = 3;

  /** Values that are taken as they are: before, there is no measure of what is far away. */
  private static final int UNBOUNDED = 30;

  /** The standard deviation, but not below {@code least}. */
  public double spread(double least) {
    return Math.max(Math.sqrt(variance), least);
  }

  /** How far a value is from the mean, at most {@value #BOUND} standard deviations. */
  double residual(double value, double spread) {
    return Math.clamp(value - mean, -BOUND * spread, BOUND * spread);
  }

  /**
   * With one value more.
   *
   * @param window values that the mean looks back on
   */
  Baseline learn(double value, double spread, double window) {
    double weight = Math.max(1.0 / (count + 1), 1 / window);
    double residual = count < UNBOUNDED ? value - mean : residual(value, spread);
    return new Baseline(
        count + 1,
        mean + weight * residual,
        (1 - weight) * (variance + weight * residual * residual));
  }
}
