package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.vocabulary.FailureKind;

/** Raises an alert when the provider refuses the partner's key or its account has no money left. */
final class AlertingAdapter extends DecoratedAdapter {
  private final String partnerId;
  private final Alerts alerts;

  AlertingAdapter(ModelAdapter inner, String partnerId, Alerts alerts) {
    super(inner);
    this.partnerId = partnerId;
    this.alerts = alerts;
  }

  @Override
  public ModelOutcome infer(ModelCall call) {
    ModelOutcome outcome = inner.infer(call);
    if (outcome instanceof ModelFailure failure) {
      if (failure.kind() == FailureKind.AUTHENTICATION_FAILED) {
        alerts.raise(partnerId, failure.kind(), "the partner's key is missing or refused");
      } else if (failure.kind() == FailureKind.SPEND_LIMIT) {
        alerts.raise(partnerId, failure.kind(), "the partner's account has spent what it may");
      }
    }
    return outcome;
  }
}
