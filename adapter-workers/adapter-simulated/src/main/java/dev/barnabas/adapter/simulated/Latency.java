package dev.barnabas.adapter.simulated;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long an answer takes. */
sealed interface Latency {

  Duration sample(RandomGenerator random);

  record Fixed(Duration time) implements Latency {
    @Override
    public Duration sample(RandomGenerator random) {
      return time;
    }
  }

  /** Evenly spread from {@code least} to {@code most}. */
  record Uniform(Duration least, Duration most) implements Latency {
    public Uniform {
      if (most.compareTo(least) < 0) {
        throw new IllegalArgumentException("most is below least");
      }
    }

    @Override
    public Duration sample(RandomGenerator random) {
      return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }
  }

  /** Log-normal: half of the answers take longer than {@code median}. At most ten minutes. */
  record LogNormal(Duration median, double sigma) implements Latency {
    private static final double MOST_NANOS = Duration.ofMinutes(10).toNanos();

    public LogNormal {
      if (!(sigma >= 0 && sigma <= 5)) {
        throw new IllegalArgumentException("sigma is outside 0 to 5");
      }
    }

    @Override
    public Duration sample(RandomGenerator random) {
      double nanos = median.toNanos() * Math.exp(sigma * random.nextGaussian());
      return Duration.ofNanos((long) Math.min(nanos, MOST_NANOS));
    }
  }

  /**
   * Reads {@code none}, {@code fixed:MS}, {@code uniform:MS:MS} or {@code
   * lognormal:MEDIAN_MS:SIGMA}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static Latency parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      return switch (parts[0] + "/" + parts.length) {
        case "none/1" -> new Fixed(Duration.ZERO);
        case "fixed/2" -> new Fixed(millis(parts[1]));
        case "uniform/3" -> new Uniform(millis(parts[1]), millis(parts[2]));
        case "lognormal/3" -> new LogNormal(millis(parts[1]), Double.parseDouble(parts[2]));
        default -> throw new IllegalArgumentException("unknown form");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "latency is '%s'; expected none, fixed:MS, uniform:MS:MS or lognormal:MEDIAN_MS:SIGMA"
              .formatted(text),
          e);
    }
  }

  private static Duration millis(String text) {
    long millis = Long.parseLong(text);
    if (millis < 0 || millis > Duration.ofMinutes(10).toMillis()) {
      throw new IllegalArgumentException("a time is outside 0 to 600000 ms");
    }
    return Duration.ofMillis(millis);
  }
}
