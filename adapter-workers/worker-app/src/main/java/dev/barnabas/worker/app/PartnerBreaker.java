package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.configuration.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One partner's circuit breaker: opens when too many of the last calls failed, and after a while
 * lets a few calls through to see. Thread-safe.
 */
final class PartnerBreaker {
  private final @Nullable CircuitBreaker breaker;

  /** Where a breaker stands. */
  enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  /**
   * A closed breaker.
   *
   * @param changes called after each change of state, on the thread of the call that caused it
   */
  PartnerBreaker(String partnerId, Breaker settings, InstantSource clock, Consumer<State> changes) {
    if (!settings.enabled()) {
      breaker = null;
      return;
    }
    breaker = CircuitBreaker.of(partnerId, config(settings, clock));
    breaker
        .getEventPublisher()
        .onStateTransition(event -> changes.accept(state(event.getStateTransition().getToState())));
  }

  /** Whether a call may be made now; each yes needs one {@link #ended} or {@link #notMade}. */
  boolean permits() {
    return breaker == null || breaker.tryAcquirePermission();
  }

  /**
   * Takes an outcome into account. A failure that is none of the provider's health, such as a
   * refused request, shows that it answers; one without an HTTP status shows nothing.
   */
  void ended(ModelOutcome outcome) {
    if (breaker == null) {
      return;
    }
    long millis = outcome.times().latency().toMillis();
    switch (outcome) {
      case ModelAnswer _ -> breaker.onSuccess(millis, TimeUnit.MILLISECONDS);
      case ModelFailure failure when failure.kind().countsForBreaker() ->
          breaker.onError(millis, TimeUnit.MILLISECONDS, new CountedFailure());
      case ModelFailure failure when failure.httpStatus() != null ->
          breaker.onSuccess(millis, TimeUnit.MILLISECONDS);
      case ModelFailure _ -> breaker.releasePermission();
    }
  }

  /** Gives a permission back unused. */
  void notMade() {
    if (breaker != null) {
      breaker.releasePermission();
    }
  }

  /** The state now. */
  State state() {
    return breaker == null ? State.CLOSED : state(breaker.getState());
  }

  private static CircuitBreakerConfig config(Breaker settings, InstantSource clock) {
    return CircuitBreakerConfig.custom()
        .failureRateThreshold(settings.failureRate())
        .slidingWindowType(SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(settings.window())
        .minimumNumberOfCalls(settings.minimumCalls())
        .waitDurationInOpenState(settings.open())
        .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
        .clock(clock.withZone(ZoneOffset.UTC))
        .writableStackTraceEnabled(false)
        .build();
  }

  private static State state(CircuitBreaker.State state) {
    return switch (state) {
      case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
      case HALF_OPEN -> State.HALF_OPEN;
      case OPEN, FORCED_OPEN -> State.OPEN;
    };
  }

  /** What the library is told of a failure; it never leaves this class. */
  private static final class CountedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CountedFailure() {
      super("failed", null, false, false);
    }
  }
}
