package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.vocabulary.DeadLetterReason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The meters of one partner, see {@link WorkerMeters}. Thread-safe. */
final class PartnerMeters {
  static final String SUCCESS = "SUCCESS";

  private final MeterRegistry registry;
  private final Tags partner;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger held = new AtomicInteger();

  PartnerMeters(MeterRegistry registry, String partnerId) {
    this.registry = registry;
    this.partner = Tags.of(WorkerMeters.TAG_PARTNER, partnerId);
    Gauge.builder(WorkerMeters.CALLS_IN_FLIGHT, inFlight, AtomicInteger::get)
        .tags(partner)
        .register(registry);
  }

  /** Shows a breaker's state from now on. */
  void breaker(Supplier<PartnerBreaker.State> state) {
    Gauge.builder(WorkerMeters.BREAKER, () -> level(state.get())).tags(partner).register(registry);
  }

  /** Shows what stands before the partner from now on. */
  void gates(Supplier<PartnerGates> gates, Supplier<Share> share, InstantSource clock) {
    gauge(WorkerMeters.CONCURRENCY_LIMIT, () -> gates.get().concurrency().limit());
    gauge(WorkerMeters.KEY_PARKED, () -> gates.get().standing().key().barred() == null ? 0 : 1);
    gauge(
        WorkerMeters.PAUSED, () -> secondsLeft(gates.get().rate().pausedUntil(), clock.instant()));
    gauge(
        WorkerMeters.SHARE,
        () -> {
          Share now = share.get();
          return (double) now.held() / now.all();
        });
    gauge(WorkerMeters.HELD, held::get);
  }

  private void gauge(String name, Supplier<Number> value) {
    Gauge.builder(name, value).tags(partner).register(registry);
  }

  private static double secondsLeft(Instant until, Instant now) {
    return until.isAfter(now) ? Duration.between(now, until).toMillis() / 1000.0 : 0;
  }

  /** One item more or less is held because the partner is not called. */
  void held(int change) {
    held.addAndGet(change);
  }

  /** Counts a repeat that was wanted. */
  void repeat(boolean allowed) {
    registry
        .counter(
            WorkerMeters.REPEATS,
            partner.and(WorkerMeters.TAG_OUTCOME, allowed ? "allowed" : "denied"))
        .increment();
  }

  /** Counts a health check, by what it found. */
  void checked(String outcome) {
    registry
        .counter(WorkerMeters.HEALTH_CHECKS, partner.and(WorkerMeters.TAG_OUTCOME, outcome))
        .increment();
  }

  void waitedForConcurrency(Duration wait) {
    if (wait.isPositive()) {
      registry.timer(WorkerMeters.CONCURRENCY_WAIT, partner).record(wait);
    }
  }

  void callStarted() {
    inFlight.incrementAndGet();
  }

  void callEnded() {
    inFlight.decrementAndGet();
  }

  /** Counts a call with its time and tokens. */
  void call(String providerId, String model, ModelOutcome outcome) {
    Tags call = partner.and(WorkerMeters.TAG_PROVIDER, providerId, WorkerMeters.TAG_MODEL, model);
    registry
        .timer(WorkerMeters.CALL_DURATION, call.and(WorkerMeters.TAG_OUTCOME, word(outcome)))
        .record(outcome.times().latency());
    TokenUsage usage =
        switch (outcome) {
          case ModelAnswer answer -> answer.usage();
          case ModelFailure failure -> failure.usage();
        };
    if (usage != null) {
      tokens(call, "input", usage.inputTokens());
      tokens(call, "output", usage.outputTokens());
    }
  }

  /** Counts a work item that ended. */
  void attempt(String outcome) {
    registry
        .counter(WorkerMeters.ATTEMPTS, partner.and(WorkerMeters.TAG_OUTCOME, outcome))
        .increment();
  }

  void waited(Duration wait) {
    if (wait.isPositive()) {
      registry.timer(WorkerMeters.RATE_LIMIT_WAIT, partner).record(wait);
    }
  }

  void deadLetter(DeadLetterReason reason) {
    registry
        .counter(WorkerMeters.DEAD_LETTERS, partner.and(WorkerMeters.TAG_REASON, reason.name()))
        .increment();
  }

  /** SUCCESS or the failure's kind. */
  static String word(ModelOutcome outcome) {
    return switch (outcome) {
      case ModelAnswer _ -> SUCCESS;
      case ModelFailure failure -> failure.kind().name();
    };
  }

  private static int level(PartnerBreaker.State state) {
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }

  private void tokens(Tags call, String type, long amount) {
    registry
        .summary(WorkerMeters.TOKENS, call.and(WorkerMeters.TAG_TOKEN_TYPE, type))
        .record((double) amount);
  }
}
