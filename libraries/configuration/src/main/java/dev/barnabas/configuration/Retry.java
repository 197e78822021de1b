package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;

/**
 * Repeats of a failed call at the same partner, with jitter, never sooner than {@code Retry-After}.
 */
public record Retry(
    @Key(about = "Calls in all, the first one included.", fallback = "3", min = "1", max = "20")
        int maxAttempts,
    @Key(about = "Whether each wait is twice the one before.", fallback = "exponential")
        Backoff backoff,
    @Key(
            about = "The first wait.",
            name = "initial_ms",
            fallback = "250ms",
            min = "1ms",
            max = "1h")
        Duration initial,
    @Key(about = "The longest wait.", name = "max_ms", fallback = "10s", min = "1ms", max = "1h")
        Duration max,
    @Key(
            about =
                "The longest `Retry-After` that is believed; it pauses every call with the partner's key.",
            fallback = "10m",
            min = "1ms",
            max = "1h")
        Duration maxRetryAfter,
    @Key(
            about =
                "Repeats in a minute, over all work of the partner, as a percentage of the calls that the provider answered.",
            fallback = "20",
            min = "0",
            max = "100")
        int budget,
    @Key(
            about = "Repeats in a minute that are allowed beside that.",
            fallback = "10",
            min = "0",
            max = "100000")
        int budgetFloor) {

  public Retry {
    Constraints.require(
        Retry.class, maxAttempts, backoff, initial, max, maxRetryAfter, budget, budgetFloor);
    Constraints.require(
        initial.compareTo(max) <= 0, "initial_ms", "must not be longer than max_ms");
  }

  /** How waits grow. */
  public enum Backoff {
    /** Each twice the one before. */
    EXPONENTIAL,
    /** All the same. */
    FIXED
  }
}
