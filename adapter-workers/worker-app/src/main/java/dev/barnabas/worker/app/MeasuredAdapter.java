package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelOutcome;

/** Counts calls, their time and their tokens. */
final class MeasuredAdapter extends DecoratedAdapter {
  private final PartnerMeters meters;

  MeasuredAdapter(ModelAdapter inner, PartnerMeters meters) {
    super(inner);
    this.meters = meters;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    meters.callStarted();
    try {
      ModelOutcome outcome = inner.infer(call);
      meters.call(providerId(), call.model(), outcome);
      return outcome;
    } finally {
      meters.callEnded();
    }
  }
}
