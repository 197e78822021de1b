package dev.barnabas.metering.app;

import dev.barnabas.configuration.Anomalies;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.CountLimit;
import dev.barnabas.configuration.Limits;
import dev.barnabas.configuration.MoneyLimit;
import dev.barnabas.configuration.PolicyMode;
import dev.barnabas.metering.anomalies.AnomalyKind;
import dev.barnabas.metering.anomalies.AnomalyPolicy;
import dev.barnabas.metering.anomalies.AnomalyPolicy.Settings;
import dev.barnabas.metering.anomalies.MonthLimits;
import dev.barnabas.metering.anomalies.MonthPolicy;
import dev.barnabas.metering.anomalies.SharePolicy;
import dev.barnabas.metering.anomalies.StepPolicy;
import org.jspecify.annotations.Nullable;

/** What the configuration says about anomalies, as the policy takes it. */
final class AnomalySettings {

  private AnomalySettings() {}

  /** The policy of a configuration. */
  static AnomalyPolicy policy(Configuration configuration) {
    var anomalies = configuration.anomalies();
    return new AnomalyPolicy(
        anomalies.enabled()
            ? new Settings(
                anomalies.coolDown(),
                step(anomalies, AnomalyKind.TOKEN_DRIFT, anomalies.tokenDrift(), true),
                step(anomalies, AnomalyKind.COST_PER_REQUEST, anomalies.costPerRequest(), true),
                step(anomalies, AnomalyKind.LATENCY, anomalies.latency(), false),
                errors(anomalies),
                anomalies.modelVersion(),
                new MonthPolicy(
                    anomalies.projectedOverrun()
                        ? (tenantId, currency) -> limits(configuration, tenantId, currency)
                        : null,
                    anomalies.overrunAfter(),
                    anomalies.unpricedCalls()))
            : Settings.NOTHING);
  }

  private static @Nullable StepPolicy step(
      Anomalies anomalies, AnomalyKind kind, int percent, boolean falls) {
    return percent == 0
        ? null
        : StepPolicy.ofPercent(kind, percent, falls, anomalies.requestsPerFalseAlert());
  }

  private static @Nullable SharePolicy errors(Anomalies anomalies) {
    return anomalies.errorShare() == 0
        ? null
        : new SharePolicy(anomalies.errorShare() / 100.0, anomalies.requestsPerFalseAlert());
  }

  /** Money limits are in the configuration's currency and in no other. */
  static MonthLimits limits(Configuration configuration, String tenantId, String currency) {
    return configuration
        .limitsFor(tenantId)
        .map(limits -> {
          var money = limits.moneyPerMonth();
          var tokens = limits.tokensPerMonth();
          return new MonthLimits(
              money != null && holds(limits, money) && currency.equals(configuration.currency())
                  ? money.limit()
                  : null,
              tokens != null && holds(limits, tokens) ? tokens.limit() : null);
        })
        .orElse(MonthLimits.NONE);
  }

  private static boolean holds(Limits limits, MoneyLimit limit) {
    return holds(limits, limit.mode());
  }

  private static boolean holds(Limits limits, CountLimit limit) {
    return holds(limits, limit.mode());
  }

  private static boolean holds(Limits limits, @Nullable PolicyMode own) {
    return (own == null ? limits.effectiveMode() : own) != PolicyMode.OFF;
  }
}
