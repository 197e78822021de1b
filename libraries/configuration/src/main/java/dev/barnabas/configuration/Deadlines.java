package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;

/** Bounds on how long a request may be open. */
public record Deadlines(
    @Key(
            about = "The longest deadline a request or a route may name; a longer one is refused.",
            fallback = "24h",
            min = "1s",
            max = "30d")
        Duration max,
    @Key(
            about = "How long after its deadline a request may get its terminal response.",
            fallback = "5s",
            min = "1s",
            max = "5m")
        Duration grace) {

  /** The least time that work is kept and that ids are remembered, when the file says nothing. */
  static final Duration MINIMUM_RETENTION = Duration.ofHours(24);

  public Deadlines {
    Constraints.require(Deadlines.class, max, grace);
  }

  /**
   * What must be kept for a call that may take {@code callTimeout}: longest deadline, grace and
   * call.
   */
  Duration mustKeep(Duration callTimeout) {
    return max.plus(grace).plus(callTimeout);
  }

  /** The default of what is kept: rounded up to a whole hour, at least 24 hours. */
  Duration keep(Duration callTimeout) {
    Duration hours =
        Duration.ofHours(mustKeep(callTimeout).plus(Duration.ofHours(1)).minusNanos(1).toHours());
    return hours.compareTo(MINIMUM_RETENTION) > 0 ? hours : MINIMUM_RETENTION;
  }
}
