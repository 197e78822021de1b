package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes no call with a key that the provider refuses, or whose account is spent: the outcome is
 * that kind at once.
 */
final class ParkingAdapter extends DecoratedAdapter {
  private final PartnerKey key;
  private final InstantSource clock;

  ParkingAdapter(ModelAdapter inner, PartnerKey key, InstantSource clock) {
    super(inner);
    this.key = key;
    this.clock = clock;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    if (!key.permits()) {
      FailureKind why = key.barred();
      return HoldingAdapter.barred(
          why == null ? FailureKind.AUTHENTICATION_FAILED : why, clock.instant());
    }
    @Nullable ModelOutcome outcome = null;
    try {
      outcome = inner.infer(call);
      return outcome;
    } finally {
      if (outcome == null || CallsMade.none(outcome)) {
        key.notMade();
      } else {
        key.ended(outcome);
      }
    }
  }
}
