package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits until the partner's limit has room for a call. If that would take until the deadline, it
 * does not wait: the outcome is {@code RATE_LIMITED} at once, and another partner can be asked.
 */
final class RateLimitedAdapter extends DecoratedAdapter {
  private final RateGate gate;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final PartnerMeters meters;

  RateLimitedAdapter(
      ModelAdapter inner,
      RateGate gate,
      InstantSource clock,
      Sleeper sleeper,
      PartnerMeters meters) {
    super(inner);
    this.gate = gate;
    this.clock = clock;
    this.sleeper = sleeper;
    this.meters = meters;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Instant now = clock.instant();
    long estimate = TokenUsage.estimated(call, "").inputTokens() + call.maxOutputTokens();
    return switch (gate.admit(estimate, now, call.deadline())) {
      case RateGate.Admission.NoRoom(Instant earliest) -> refused(now, earliest);
      case RateGate.Admission.Granted granted -> admitted(call, granted, now);
    };
  }

  private ModelOutcome admitted(ModelCall call, RateGate.Admission.Granted granted, Instant now) {
    Duration wait = Duration.between(now, granted.at());
    try {
      if (wait.isPositive()) {
        meters.waited(wait);
        sleeper.sleep(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ModelFailure.notSent(
          FailureKind.UNKNOWN, "interrupted", CallTimes.none(clock.instant()));
    }
    ModelOutcome outcome = inner.infer(call);
    settle(granted, outcome);
    return outcome;
  }

  private void settle(RateGate.Admission.Granted granted, ModelOutcome outcome) {
    switch (outcome) {
      case ModelAnswer answer -> gate.settle(granted, answer.usage().totalTokens());
      case ModelFailure failure -> {
        TokenUsage usage = failure.usage();
        if (usage != null) {
          gate.settle(granted, usage.totalTokens());
        }
      }
    }
  }

  private static ModelFailure refused(Instant now, Instant earliest) {
    return new ModelFailure(
        FailureKind.RATE_LIMITED,
        null,
        Duration.between(now, earliest),
        ProviderCode.of("own_rate_limit"),
        null,
        null,
        BilledByProvider.NO,
        null,
        CallTimes.none(now));
  }
}
