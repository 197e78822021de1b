package dev.barnabas.bench.drift;

import dev.barnabas.metering.anomalies.AnomalyKind;
import dev.barnabas.metering.anomalies.Evidence.Step;
import dev.barnabas.metering.anomalies.StepPolicy;
import dev.barnabas.metering.anomalies.Verdict.Unusual;
import java.util.function.DoubleSupplier;

/** One model version that is watched. One thread. */
final class DriftWatch {
  private final StepPolicy policy;
  private Step state = Step.NONE;

  /** Looks for 30 per cent, as by default. */
  DriftWatch(long requestsPerFalseAlert) {
    this.policy =
        new StepPolicy(AnomalyKind.TOKEN_DRIFT, Math.log(1.3), true, requestsPerFalseAlert);
  }

  private boolean tells(double tokens) {
    var verdict = policy.observe(state, tokens);
    state = verdict.next();
    return verdict instanceof Unusual<Step>;
  }

  /** How many alerts there are in so many requests. */
  int alerts(DoubleSupplier tokens, int requests) {
    int alerts = 0;
    for (int i = 0; i < requests; i++) {
      alerts += tells(tokens.getAsDouble()) ? 1 : 0;
    }
    return alerts;
  }

  /** Requests until an alert, once tokens changed by a factor; more than {@code most} for none. */
  int delay(DoubleSupplier tokens, double factor, int most) {
    for (int i = 1; i <= most; i++) {
      if (tells(Math.max(1, Math.rint(factor * tokens.getAsDouble())))) {
        return i;
      }
    }
    return most + 1;
  }
}
