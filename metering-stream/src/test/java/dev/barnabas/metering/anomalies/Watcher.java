package dev.barnabas.metering.anomalies;

import dev.barnabas.metering.anomalies.Evidence.Step;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;

/** Feeds values to a policy and counts. */
final class Watcher {

  private final StepPolicy policy;
  private Step state = Step.NONE;

  Watcher(StepPolicy policy) {
    this.policy = policy;
  }

  Step state() {
    return state;
  }

  Verdict<Step> see(double value) {
    var verdict = policy.observe(state, value);
    state = verdict.next();
    return verdict;
  }

  /** Alerts in so many values. */
  int alerts(DoubleSupplier values, int count) {
    int alerts = 0;
    for (int i = 0; i < count; i++) {
      if (see(values.getAsDouble()) instanceof Unusual<Step>) {
        alerts++;
      }
    }
    return alerts;
  }

  /** Values until the first alert, at most so many; one more if there was none. */
  int delay(DoubleSupplier values, DoubleUnaryOperator step, int most) {
    for (int i = 1; i <= most; i++) {
      if (see(step.applyAsDouble(values.getAsDouble())) instanceof Unusual<Step>) {
        return i;
      }
    }
    return most + 1;
  }

  /** The signs of the first alert among values. */
  List<Verdict.Sign> signs(DoubleSupplier values, int most) {
    for (int i = 0; i < most; i++) {
      if (see(values.getAsDouble()) instanceof Unusual<Step>(var _, var signs)) {
        return signs;
      }
    }
    return List.of();
  }
}
