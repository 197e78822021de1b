package dev.barnabas.emulator.fault;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** How long a provider takes to generate an answer. */
public sealed interface Latency {

  /** A latency for one call. */
  Duration sample(RandomGenerator random);

  /** Always the same. */
  record Fixed(Duration time) implements Latency {
    public Fixed {
      requireNotNegative(time);
    }

    @Override
    public Duration sample(RandomGenerator random) {
      return time;
    }
  }

  /** Evenly spread over {@code least..most}. */
  record Uniform(Duration least, Duration most) implements Latency {
    public Uniform {
      requireNotNegative(least);
      if (most.compareTo(least) < 0) {
        throw new IllegalArgumentException("uniform latency: most is below least");
      }
    }

    @Override
    public Duration sample(RandomGenerator random) {
      return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }
  }

  /**
   * Log-normal, the usual shape of provider latency.
   *
   * @param median half of the calls take longer
   * @param sigma standard deviation of the logarithm; 0.5 gives a p99 of 3.2 medians
   */
  record LogNormal(Duration median, double sigma) implements Latency {
    private static final Duration MOST = Duration.ofMinutes(10);

    public LogNormal {
      requireNotNegative(median);
      if (!(sigma >= 0 && sigma <= 5)) {
        throw new IllegalArgumentException("log-normal latency: sigma outside 0..5");
      }
    }

    @Override
    public Duration sample(RandomGenerator random) {
      double factor = Math.exp(sigma * random.nextGaussian());
      long nanos = (long) Math.min((double) MOST.toNanos(), median.toNanos() * factor);
      return Duration.ofNanos(nanos);
    }
  }

  /**
   * Reads {@code none}, {@code fixed:MS}, {@code uniform:MS:MS} or {@code
   * lognormal:MEDIAN_MS:SIGMA}.
   *
   * @throws IllegalArgumentException with what was expected
   */
  static Latency parse(String text) {
    List<String> parts = List.of(text.split(":", -1));
    try {
      return switch (parts.getFirst() + "/" + parts.size()) {
        case "none/1" -> new Fixed(Duration.ZERO);
        case "fixed/2" -> new Fixed(millis(parts.get(1)));
        case "uniform/3" -> new Uniform(millis(parts.get(1)), millis(parts.get(2)));
        case "lognormal/3" -> new LogNormal(millis(parts.get(1)), Double.parseDouble(parts.get(2)));
        default -> throw new IllegalArgumentException("unknown form");
      };
    } catch (IllegalArgumentException e) {
      String expected = "none, fixed:MS, uniform:MS:MS or lognormal:MEDIAN_MS:SIGMA";
      throw new IllegalArgumentException(
          "latency '" + text + "': expected " + expected + " (" + e.getMessage() + ")", e);
    }
  }

  /** The text {@link #parse} reads. */
  default String text() {
    return switch (this) {
      case Fixed(var time) -> "fixed:" + time.toMillis();
      case Uniform(var least, var most) -> "uniform:" + least.toMillis() + ":" + most.toMillis();
      case LogNormal(var median, var sigma) -> "lognormal:" + median.toMillis() + ":" + sigma;
    };
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  private static void requireNotNegative(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("negative latency");
    }
  }
}
