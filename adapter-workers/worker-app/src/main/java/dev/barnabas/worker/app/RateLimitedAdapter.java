package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelAnswer;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.configuration.Partner;
import dev.barnabas.vocabulary.BilledByProvider;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the partner's limits have room for a call, and until the partner may be called again
 * after it asked for a pause. If that would take until the deadline, or longer than a call waits
 * that can go elsewhere, it does not wait: the outcome is {@code RATE_LIMITED} at once, and another
 * partner can be asked. A {@code Retry-After} pauses every call to the partner, not just the one.
 */
final class RateLimitedAdapter extends DecoratedAdapter {
  static final ProviderCode OWN_LIMIT = ProviderCode.of("own_rate_limit");

  private final RateGate gate;
  private final Partner partner;
  private final Waiting waiting;
  private final PartnerMeters meters;

  RateLimitedAdapter(
      ModelAdapter inner, RateGate gate, Partner partner, Waiting waiting, PartnerMeters meters) {
    super(inner);
    this.gate = gate;
    this.partner = partner;
    this.waiting = waiting;
    this.meters = meters;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    Instant arrived = waiting.clock().instant();
    Instant latest = latest(call, arrived);
    long estimate = TokenUsage.estimated(call, "").inputTokens() + call.maxOutputTokens();
    while (true) {
      Instant now = waiting.clock().instant();
      switch (gate.admit(call.model(), estimate, now, latest)) {
        case RateGate.Admission.NoRoom(Instant earliest) -> {
          boolean hopeless = !earliest.equals(RateWindow.NEVER) || !now.isBefore(latest);
          if (hopeless || waiting.attempt().item().getHasFallback()) {
            return refused(now, earliest);
          }
          // Nothing of the limit is this instance's share: that changes when partitions move.
          @Nullable ModelFailure over = waiting.until(earlier(now.plus(Waiting.SLICE), latest));
          if (over != null) {
            return over;
          }
        }
        case RateGate.Admission.Granted granted -> {
          @Nullable ModelFailure over = waiting.until(granted.at());
          if (over != null) {
            gate.giveBack(call.model(), granted);
            return over;
          }
          if (!gate.pausedUntil().isAfter(waiting.clock().instant())) {
            meters.waited(Duration.between(arrived, waiting.clock().instant()));
            return called(call, granted);
          }
          gate.giveBack(call.model(), granted);
        }
      }
    }
  }

  /** A call that can go elsewhere does not wait as long as one that cannot. */
  private Instant latest(ModelCall call, Instant arrived) {
    return waiting.attempt().item().getHasFallback()
        ? earlier(call.deadline(), arrived.plus(partner.maxWait()).plusMillis(1))
        : call.deadline();
  }

  private ModelOutcome called(ModelCall call, RateGate.Admission.Granted granted) {
    ModelOutcome outcome = inner.infer(call);
    settle(call, granted, outcome);
    if (outcome instanceof ModelFailure failure && failure.kind() == FailureKind.RATE_LIMITED) {
      Duration asked = failure.retryAfter();
      if (asked != null) {
        gate.pause(waiting.clock().instant().plus(believed(asked)));
      }
    }
    return outcome;
  }

  private Duration believed(Duration asked) {
    Duration most = partner.retry().maxRetryAfter();
    return asked.compareTo(most) < 0 ? asked : most;
  }

  private void settle(ModelCall call, RateGate.Admission.Granted granted, ModelOutcome outcome) {
    switch (outcome) {
      case ModelAnswer answer -> gate.settle(call.model(), granted, answer.usage().totalTokens());
      case ModelFailure failure -> {
        TokenUsage usage = failure.usage();
        if (usage != null) {
          gate.settle(call.model(), granted, usage.totalTokens());
        } else if (CallsMade.none(failure)) {
          gate.giveBack(call.model(), granted);
        }
      }
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static ModelFailure refused(Instant now, Instant earliest) {
    return new ModelFailure(
        FailureKind.RATE_LIMITED,
        null,
        earliest.equals(RateWindow.NEVER) ? null : Duration.between(now, earliest),
        OWN_LIMIT,
        null,
        null,
        BilledByProvider.NO,
        null,
        CallTimes.none(now));
  }
}
