package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

import dev.barnabas.configuration.Retry;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a call is repeated.
 *
 * <p>Full jitter: a wait is drawn evenly from zero to its bound, so that callers that failed
 * together do not come back together (Marc Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015). What a provider asks for is waited in full, up to what is believed of
 * it, and the jitter comes on top.
 *
 * @param retry the partner's settings
 * @param random draws the jitter
 */
record Backoff(Retry retry, RandomGenerator random) {

  Backoff {
    requireNonNull(retry, "retry");
    requireNonNull(random, "random");
  }

  /**
   * The wait after a failure.
   *
   * @param failures how many calls have failed, at least 1
   * @param retryAfter what the provider asked for; null if it asked for nothing
   */
  Duration after(int failures, @Nullable Duration retryAfter) {
    Duration jitter = Duration.ofNanos(random.nextLong(bound(failures).toNanos() + 1));
    return retryAfter == null ? jitter : believed(retryAfter).plus(jitter);
  }

  private Duration believed(Duration retryAfter) {
    return retryAfter.compareTo(retry.maxRetryAfter()) < 0 ? retryAfter : retry.maxRetryAfter();
  }

  private Duration bound(int failures) {
    return switch (retry.backoff()) {
      case FIXED -> retry.initial();
      case EXPONENTIAL -> {
        Duration bound = retry.initial();
        for (int i = 1; i < failures && bound.compareTo(retry.max()) < 0; i++) {
          bound = bound.multipliedBy(2);
        }
        yield bound.compareTo(retry.max()) < 0 ? bound : retry.max();
      }
    };
  }
}
