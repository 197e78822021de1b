package dev.barnabas.bench.drift;

import java.util.Random;
import java.util.function.DoubleSupplier;

/** How output tokens scatter about 400. */
enum TokenNoise {
  /** Normal, standard deviation 25 % of the mean. */
  NORMAL("normal, 25 %", "#1b6ca8"),
  /** Lognormal, standard deviation of the logarithm 0.25. */
  LOGNORMAL("lognormal, 0.25", "#2e8b57"),
  /** Lognormal, standard deviation of the logarithm 1: a heavy tail. */
  HEAVY("lognormal, 1", "#c0562b");

  private static final double MEAN = 400;
  private static final double DEVIATION = 0.25;

  private final String title;
  private final String colour;

  TokenNoise(String title, String colour) {
    this.title = title;
    this.colour = colour;
  }

  String title() {
    return title;
  }

  String colour() {
    return colour;
  }

  /** Token counts, whole and at least 1; the same for the same seed. */
  DoubleSupplier tokens(long seed) {
    Random random = new Random(seed);
    return switch (this) {
      case NORMAL -> () -> whole(MEAN * (1 + DEVIATION * random.nextGaussian()));
      case LOGNORMAL -> () -> whole(MEAN * Math.exp(DEVIATION * random.nextGaussian()));
      case HEAVY -> () -> whole(MEAN * Math.exp(random.nextGaussian()));
    };
  }

  private static double whole(double tokens) {
    return Math.max(1, Math.rint(tokens));
  }
}
