package dev.barnabas.metering.anomalies;

import java.util.Random;
import java.util.function.DoubleSupplier;

/** Output tokens of requests, 400 on average, the same for the same seed. */
final class Noise {

  static final double MEAN = 400;

  private Noise() {}

  /** Normal with a standard deviation of a share of the mean; at least one token. */
  static DoubleSupplier normal(long seed, double deviation) {
    var random = new Random(seed);
    return () -> Math.max(1, Math.rint(MEAN * (1 + deviation * random.nextGaussian())));
  }

  /** Lognormal with that standard deviation of the logarithm: a heavy tail from about 0.5 on. */
  static DoubleSupplier lognormal(long seed, double deviation) {
    var random = new Random(seed);
    return () -> Math.max(1, Math.rint(MEAN * Math.exp(deviation * random.nextGaussian())));
  }

  /** Normal with 25 %, and a mean that swings by a share of itself over so many requests. */
  static DoubleSupplier swinging(long seed, double swing, int period) {
    var calm = normal(seed, 0.25);
    var step = new int[1];
    return () -> {
      double phase = 2 * Math.PI * step[0]++ / period;
      return Math.max(1, Math.rint(calm.getAsDouble() * (1 + swing * Math.sin(phase))));
    };
  }
}
