package dev.barnabas.bench;

import java.util.Arrays;

/**
 * The distribution of some times, in milliseconds: nearest rank, which is always a time that was
 * measured.
 *
 * @param p50 half of the times are at most this
 * @param p90 nine of ten
 * @param p99 ninety-nine of a hundred
 * @param max the longest
 */
public record Quantiles(double p50, double p90, double p99, double max) {
  private static final double NANOS = 1e6;

  /**
   * Of times in nanoseconds, in any order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Quantiles ofNanos(long[] times) {
    if (times.length == 0) {
      throw new IllegalArgumentException("no times");
    }
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    return new Quantiles(
        at(sorted, 50), at(sorted, 90), at(sorted, 99), sorted[sorted.length - 1] / NANOS);
  }

  /**
   * The middle of some values; the lower one of two.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  private static double at(long[] sorted, int percent) {
    int rank = (int) Math.ceilDiv((long) sorted.length * percent, 100);
    return sorted[rank - 1] / NANOS;
  }
}
