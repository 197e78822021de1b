package dev.barnabas.metering.anomalies;

/**
 * The evidence for a change since there was none: one side of a CUSUM. Immutable.
 *
 * @param evidence the logarithm of the likelihood ratio; 0 for none
 * @param length values since it was 0
 * @param sum what these add up to: distances from the baseline, or failed calls
 */
public record Run(double evidence, int length, double sum) {

  /** No evidence. */
  public static final Run NONE = new Run(0, 0, 0);

  /**
   * With one value more.
   *
   * @param weight what it adds to the evidence
   * @param value what it adds to the sum
   */
  Run plus(double weight, double value) {
    double more = evidence + weight;
    return more <= 0 ? NONE : new Run(more, length + 1, sum + value);
  }

  /** The mean of the values of the run; 0 for none. */
  double mean() {
    return length == 0 ? 0 : sum / length;
  }
}
