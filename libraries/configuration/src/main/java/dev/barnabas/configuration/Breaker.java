package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a partner is not called for a while because too many calls failed. */
public record Breaker(
    @Key(about = "Whether there is one.", fallback = "true") boolean enabled,
    @Key(
            about = "Percentage of failed calls that opens it.",
            fallback = "50",
            min = "1",
            max = "100")
        int failureRate,
    @Key(about = "Calls it looks back on.", fallback = "20", min = "1", max = "10000") int window,
    @Key(about = "Calls before it can open.", fallback = "10", min = "1", max = "10000")
        int minimumCalls,
    @Key(about = "How long it stays open.", fallback = "10s", min = "1ms", max = "1h")
        Duration open,
    @Key(about = "Trial calls after that.", fallback = "3", min = "1", max = "1000")
        int halfOpenCalls,
    @Key(
            about = "A call that took longer is slow.",
            fallbackNote = "the partner's `timeout_ms`",
            min = "1ms",
            max = "24h")
        @Nullable Duration slowCall,
    @Key(about = "Percentage of slow calls that opens it.", fallback = "50", min = "1", max = "100")
        int slowCallRate,
    @Key(
            about =
                "How often the provider is asked, free of charge, whether it answers; a failed check counts as a failed call.",
            fallback = "10s",
            min = "1s",
            max = "1h")
        Duration healthCheck,
    @Key(
            about =
                "How long a refused key or a spent account rests before one trial, unless the key changes.",
            fallback = "5m",
            min = "1s",
            max = "24h")
        Duration keyProbe) {

  public Breaker {
    Constraints.require(
        Breaker.class,
        enabled,
        failureRate,
        window,
        minimumCalls,
        open,
        halfOpenCalls,
        slowCall,
        slowCallRate,
        healthCheck,
        keyProbe);
    Constraints.require(
        minimumCalls <= window, "minimum_calls", "must not be more than the window of " + window);
  }
}
