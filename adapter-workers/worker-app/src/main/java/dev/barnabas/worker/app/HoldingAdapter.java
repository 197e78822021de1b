package dev.barnabas.worker.app;

import dev.barnabas.adapter.CallTimes;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.ProviderCode;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about an item whose partner is not called: its breaker is open, or its key is parked. An
 * item that can go on without the partner is handed back at once; so is one that has had a call.
 * Any other is held until the partner is called again, or to its deadline.
 */
final class HoldingAdapter extends DecoratedAdapter {
  static final ProviderCode CIRCUIT_OPEN = ProviderCode.of("circuit_open");
  static final ProviderCode KEY_PARKED = ProviderCode.of("key_parked");

  private static final Set<ProviderCode> BARRED = Set.of(CIRCUIT_OPEN, KEY_PARKED);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final PartnerStanding standing;
  private final Waiting waiting;
  private final PartnerMeters meters;

  HoldingAdapter(
      ModelAdapter inner, PartnerStanding standing, Waiting waiting, PartnerMeters meters) {
    super(inner);
    this.standing = standing;
    this.waiting = waiting;
    this.meters = meters;
  }

  /** Whether no call was made because the partner is not called. */
  static boolean barred(ModelFailure failure) {
    return BARRED.contains(failure.providerCode());
  }

  static ModelFailure barred(FailureKind kind, Instant now) {
    ProviderCode code = kind == FailureKind.CIRCUIT_OPEN ? CIRCUIT_OPEN : KEY_PARKED;
    return ModelFailure.notSent(kind, code.code(), CallTimes.none(now));
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    ModelOutcome outcome = tried(call);
    if (!(outcome instanceof ModelFailure failure && barred(failure)) || handsBack()) {
      return outcome;
    }
    meters.held(1);
    try {
      return held(call);
    } finally {
      meters.held(-1);
    }
  }

  private boolean handsBack() {
    return waiting.attempt().calls() > 0 || waiting.attempt().item().getHasFallback();
  }

  private ModelOutcome held(ModelCall call) {
    while (true) {
      Instant next = waiting.clock().instant().plus(LOOK);
      boolean last = !next.isBefore(call.deadline());
      ModelFailure over = waiting.until(last ? call.deadline() : next);
      if (over != null) {
        return over;
      }
      if (last) {
        return ModelFailure.notSent(
            FailureKind.EXPIRED_BEFORE_CALL,
            "deadline_passed",
            CallTimes.none(waiting.clock().instant()));
      }
      ModelOutcome outcome = tried(call);
      if (!(outcome instanceof ModelFailure failure && barred(failure))) {
        return outcome;
      }
    }
  }

  private ModelOutcome tried(ModelCall call) {
    @Nullable FailureKind why = standing.barred();
    return why == null ? inner.infer(call) : barred(why, waiting.clock().instant());
  }
}
