package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.configuration.Breaker;
import dev.barnabas.configuration.Partner;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One partner's circuit breaker: opens when too many of the last calls failed or were slow. After a
 * while the provider is asked, free of charge, whether it answers; if it does, a few calls are let
 * through to see. Thread-safe.
 */
final class PartnerBreaker {

  /** Longer than any process runs: only a health check ends the open state. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final Breaker settings;
  private final InstantSource clock;
  private final @Nullable CircuitBreaker breaker;
  private volatile Instant probeAt = Instant.MAX;

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
  PartnerBreaker(Partner partner, InstantSource clock, Consumer<State> changes) {
    this.settings = partner.breaker();
    this.clock = clock;
    if (!settings.enabled()) {
      breaker = null;
      return;
    }
    CircuitBreaker made = CircuitBreaker.of(partner.id(), config(partner, clock));
    made.getEventPublisher()
        .onStateTransition(
            event -> changed(state(event.getStateTransition().getToState()), changes));
    breaker = made;
  }

  private void changed(State state, Consumer<State> changes) {
    if (state == State.OPEN) {
      probeAt = clock.instant().plus(settings.open());
    }
    changes.accept(state);
  }

  /** Whether a call may be made now; each yes needs one {@link #ended} or {@link #notMade}. */
  boolean permits() {
    return breaker == null
        || (breaker.getState() != CircuitBreaker.State.OPEN && breaker.tryAcquirePermission());
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

  /** Whether it has been open long enough for the provider to be asked how it is. */
  boolean probeDue(Instant now) {
    return state() == State.OPEN && !now.isBefore(probeAt);
  }

  /**
   * Takes a health check into account. A failed one counts as a failed call while the breaker is
   * closed, and keeps an open one open for as long again; a good one is no call that went well, but
   * lets trial calls through.
   */
  void checked(boolean available) {
    if (breaker == null) {
      return;
    }
    switch (state()) {
      case CLOSED -> {
        if (!available) {
          breaker.onError(0, TimeUnit.MILLISECONDS, new CountedFailure());
        }
      }
      case OPEN -> {
        if (available && probeDue(clock.instant())) {
          breaker.transitionToHalfOpenState();
        } else if (!available) {
          probeAt = clock.instant().plus(settings.open());
        }
      }
      case HALF_OPEN -> {}
    }
  }

  /** The state now. */
  State state() {
    return breaker == null ? State.CLOSED : state(breaker.getState());
  }

  /** Whether slowness opened it, rather than failures. */
  boolean slow() {
    return breaker != null
        && breaker.getMetrics().getFailureRate() < settings.failureRate()
        && breaker.getMetrics().getSlowCallRate() >= settings.slowCallRate();
  }

  /** What it looks at, for an alert. */
  Map<String, String> numbers() {
    Map<String, String> numbers = new TreeMap<>();
    if (breaker != null) {
      var metrics = breaker.getMetrics();
      numbers.put("failureRate", Math.round(metrics.getFailureRate()) + "%");
      numbers.put("slowCallRate", Math.round(metrics.getSlowCallRate()) + "%");
      numbers.put("calls", Integer.toString(metrics.getNumberOfBufferedCalls()));
      numbers.put("failedCalls", Integer.toString(metrics.getNumberOfFailedCalls()));
      numbers.put("openMs", Long.toString(settings.open().toMillis()));
    }
    return numbers;
  }

  private static CircuitBreakerConfig config(Partner partner, InstantSource clock) {
    Breaker settings = partner.breaker();
    return CircuitBreakerConfig.custom()
        .failureRateThreshold(settings.failureRate())
        .slowCallRateThreshold(settings.slowCallRate())
        .slowCallDurationThreshold(partner.slowCall())
        .slidingWindowType(SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(settings.window())
        .minimumNumberOfCalls(settings.minimumCalls())
        .waitDurationInOpenState(FOR_EVER)
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
