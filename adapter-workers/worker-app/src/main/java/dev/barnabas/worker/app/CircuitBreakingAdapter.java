package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Leaves a failing partner alone: with an open breaker the outcome is CIRCUIT_OPEN at once. */
final class CircuitBreakingAdapter extends DecoratedAdapter {
  private final PartnerBreaker breaker;
  private final InstantSource clock;

  CircuitBreakingAdapter(ModelAdapter inner, PartnerBreaker breaker, InstantSource clock) {
    super(inner);
    this.breaker = breaker;
    this.clock = clock;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    if (!breaker.permits()) {
      return HoldingAdapter.barred(FailureKind.CIRCUIT_OPEN, clock.instant());
    }
    @Nullable ModelOutcome outcome = null;
    try {
      outcome = inner.infer(call);
      return outcome;
    } finally {
      if (outcome == null) {
        breaker.notMade();
      } else {
        breaker.ended(outcome);
      }
    }
  }
}
