package dev.barnabas.adapter;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Bounds of one HTTP call.
 *
 * @param connect until the connection stands; 5 s by default
 * @param idle between two pieces of the answer's body, once its headers are there; 15 s by default
 * @param total of the whole call; 60 s by default. A call's own timeout and deadline shorten it
 * @param maxResponseBytes of the answer's body; 1 MiB by default
 */
public record CallLimits(Duration connect, Duration idle, Duration total, int maxResponseBytes) {

  public static final CallLimits DEFAULT =
      new CallLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60), 1024 * 1024);

  public CallLimits {
    requirePositive(connect, "connect");
    requirePositive(idle, "idle");
    requirePositive(total, "total");
    if (maxResponseBytes <= 0) {
      throw new IllegalArgumentException("maxResponseBytes must be above 0: " + maxResponseBytes);
    }
  }

  private static void requirePositive(Duration value, String name) {
    if (requireNonNull(value, name).isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be above 0: " + value);
    }
  }
}
