package dev.barnabas.worker.app;

import dev.barnabas.configuration.RateLimit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one partner allows per minute: requests, tokens, or both. Thread-safe.
 *
 * <p>Counted in this process and divided by nothing: {@code n} worker processes of a partner send
 * up to {@code n} times its limit, so each is configured with its share.
 */
final class RateGate {
  private @Nullable RateWindow requests;
  private @Nullable RateWindow tokens;

  /** What came of asking for room. */
  sealed interface Admission {

    /** There is room at a moment that is now or later. */
    record Granted(
        Instant at, RateWindow.@Nullable Granted request, RateWindow.@Nullable Granted tokens)
        implements Admission {}

    /** The earliest room is at or after the deadline; nothing was taken. */
    record NoRoom(Instant earliest) implements Admission {}
  }

  RateGate(@Nullable RateLimit limit) {
    change(limit);
  }

  /** Puts another limit in force; what the last minute saw still counts. */
  synchronized void change(@Nullable RateLimit limit) {
    requests = changed(requests, limit == null ? null : limit.requestsPerMinute());
    tokens = changed(tokens, limit == null ? null : limit.tokensPerMinute());
  }

  /** Takes room for a call at the earliest moment, if that is before the deadline. */
  synchronized Admission admit(long estimatedTokens, Instant now, Instant deadline) {
    Instant at = now;
    if (requests != null) {
      at = later(at, requests.earliest(1, now));
    }
    if (tokens != null) {
      at = later(at, tokens.earliest(estimatedTokens, now));
    }
    if (!at.isBefore(deadline)) {
      return new Admission.NoRoom(at);
    }
    return new Admission.Granted(
        at,
        requests == null ? null : requests.take(1, at),
        tokens == null ? null : tokens.take(estimatedTokens, at));
  }

  /** Says what a call used, so that the next need not wait for what it did not. */
  synchronized void settle(Admission.Granted granted, long usedTokens) {
    if (tokens != null && granted.tokens() != null) {
      tokens.settle(granted.tokens(), usedTokens);
    }
  }

  private static @Nullable RateWindow changed(@Nullable RateWindow window, @Nullable Long limit) {
    if (limit == null) {
      return null;
    }
    if (window == null) {
      return new RateWindow(limit);
    }
    window.limit(limit);
    return window;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
