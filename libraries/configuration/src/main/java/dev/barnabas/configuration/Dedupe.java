package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long an id is remembered, and what that costs at a restart. */
public record Dedupe(
    @Key(
            about =
                "The same id within this time is the same request; a request older than this is dead-lettered TOO_OLD.",
            min = "1m",
            max = "90d",
            fallbackNote =
                "the longest deadline, the grace and the longest call timeout, rounded up to a whole hour; at least 24h")
        @Nullable Duration window,
    @Key(
            about =
                "How many requests a second are expected over a whole window, all tenants together. Start-up works out from it how much is remembered.",
            fallback = "25",
            min = "1",
            max = "1000000")
        int expectedRequestsPerSecond,
    @Key(
            about =
                "How long broker-app may read what it remembers after a crash before it decides again. A warning says when the expected requests of a window take longer.",
            fallback = "60s",
            min = "1s",
            max = "24h")
        Duration restoreBudget) {

  /** What a request that is over takes in the changelog, in bytes; see docs/performance.md. */
  public static final int REMEMBERED_BYTES = 420;

  /** What one broker-app restores, in bytes a second; see docs/performance.md. */
  public static final long RESTORED_BYTES_PER_SECOND = 30_000_000;

  public Dedupe {
    Constraints.require(Dedupe.class, window, expectedRequestsPerSecond, restoreBudget);
  }

  /** With that window. */
  Dedupe withWindow(Duration other) {
    return new Dedupe(other, expectedRequestsPerSecond, restoreBudget);
  }

  /** How many requests are remembered at the expected rate. */
  public long expectedRequests() {
    return Math.multiplyExact((long) expectedRequestsPerSecond, effectiveWindow().toSeconds());
  }

  /** How many bytes these take. */
  public long expectedBytes() {
    return Math.multiplyExact(expectedRequests(), REMEMBERED_BYTES);
  }

  /** How long one broker-app takes to restore them. */
  public Duration expectedRestore() {
    return Duration.ofSeconds(Math.ceilDiv(expectedBytes(), RESTORED_BYTES_PER_SECOND));
  }

  /** The window. Never derived again in a loaded configuration. */
  public Duration effectiveWindow() {
    return window == null ? Deadlines.MINIMUM_RETENTION : window;
  }
}
