package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;

/**
 * How the number of calls in flight at a partner follows what the partner takes: one more after
 * calls that went well, a part of it after a sign that it is too many.
 */
public record AdaptiveConcurrency(
    @Key(
            about = "Whether it adapts; otherwise `max_concurrency` holds unchanged.",
            fallback = "true")
        boolean enabled,
    @Key(about = "The fewest calls in flight.", fallback = "1", min = "1", max = "10000") int min,
    @Key(
            about = "Percentage of the calls in flight that is kept when it is too many.",
            fallback = "50",
            min = "1",
            max = "99")
        int decrease) {

  public AdaptiveConcurrency {
    Constraints.require(AdaptiveConcurrency.class, enabled, min, decrease);
  }
}
