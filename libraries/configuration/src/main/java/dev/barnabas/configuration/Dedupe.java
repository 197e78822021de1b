package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long an id is remembered. */
public record Dedupe(
    @Key(
            about =
                "The same id within this time is the same request; a request older than this is dead-lettered TOO_OLD.",
            min = "1m",
            max = "90d",
            fallbackNote =
                "the longest deadline, the grace and the longest call timeout, rounded up to a whole hour; at least 24h")
        @Nullable Duration window) {

  public Dedupe {
    Constraints.require(Dedupe.class, window);
  }

  /** The window. Never derived again in a loaded configuration. */
  public Duration effectiveWindow() {
    return window == null ? Deadlines.MINIMUM_RETENTION : window;
  }
}
