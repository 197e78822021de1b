package dev.barnabas.broker.policy;

import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.LimitKind;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.CountLimit;
import dev.barnabas.configuration.Limits;
import dev.barnabas.configuration.ModelLimits;
import dev.barnabas.configuration.MoneyLimit;
import dev.barnabas.configuration.PolicyMode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of a tenant and of (tenant, alias) as the budget knows them. */
final class ConfiguredLimits {

  private final List<Limit> limits = new ArrayList<>();
  private final PolicyMode inherited;

  private ConfiguredLimits(PolicyMode inherited) {
    this.inherited = inherited;
  }

  static List<Limit> of(Configuration configuration, String tenantId, String alias) {
    Optional<Limits> tenant = configuration.limitsFor(tenantId);
    if (tenant.isEmpty()) {
      return List.of();
    }
    Limits all = tenant.get();
    ConfiguredLimits collected = new ConfiguredLimits(all.effectiveMode());
    collected.counts("tenant", LimitKind.TOKENS_PER_MONTH, all.tokensPerMonth());
    collected.counts("tenant", LimitKind.TOKENS_PER_DAY, all.tokensPerDay());
    collected.counts("tenant", LimitKind.TOKENS_PER_MINUTE, all.tokensPerMinute());
    collected.counts("tenant", LimitKind.REQUESTS_PER_MINUTE, all.requestsPerMinute());
    collected.money("tenant", LimitKind.MONEY_PER_MONTH, all.moneyPerMonth());
    collected.money("tenant", LimitKind.MONEY_PER_DAY, all.moneyPerDay());
    collected.counts("tenant", LimitKind.CALLS_IN_FLIGHT, all.callsInFlight());
    collected.model("model:" + alias, configuration.limitsFor(tenantId, alias));
    boolean quota = !collected.limits.isEmpty() || all.unlimited();
    if (collected.limits.isEmpty() && quota) {
      collected.limits.add(new Limit("tenant", LimitKind.TOKENS_PER_MONTH, Limit.NO_BOUND, false));
    }
    return List.copyOf(collected.limits);
  }

  private void model(String scope, ModelLimits model) {
    counts(scope, LimitKind.TOKENS_PER_MONTH, model.tokensPerMonth());
    counts(scope, LimitKind.TOKENS_PER_DAY, model.tokensPerDay());
    counts(scope, LimitKind.TOKENS_PER_MINUTE, model.tokensPerMinute());
    counts(scope, LimitKind.REQUESTS_PER_MINUTE, model.requestsPerMinute());
    money(scope, LimitKind.MONEY_PER_MONTH, model.moneyPerMonth());
    money(scope, LimitKind.MONEY_PER_DAY, model.moneyPerDay());
    counts(scope, LimitKind.CALLS_IN_FLIGHT, model.callsInFlight());
  }

  private void counts(String scope, LimitKind kind, @Nullable CountLimit limit) {
    if (limit != null) {
      Long soft = limit.soft();
      add(
          scope,
          kind,
          BigDecimal.valueOf(limit.limit()),
          soft == null ? null : BigDecimal.valueOf(soft),
          limit.mode());
    }
  }

  private void money(String scope, LimitKind kind, @Nullable MoneyLimit limit) {
    if (limit != null) {
      add(scope, kind, limit.limit(), limit.soft(), limit.mode());
    }
  }

  /** A limit that is off still counts, so that switching it on does not start from nothing. */
  private void add(
      String scope,
      LimitKind kind,
      BigDecimal value,
      @Nullable BigDecimal soft,
      @Nullable PolicyMode own) {
    switch (own == null ? inherited : own) {
      case OFF -> limits.add(new Limit(scope, kind, Limit.NO_BOUND, false));
      case SHADOW -> limits.add(new Limit(scope, kind, value, false, soft));
      case ENFORCE -> limits.add(new Limit(scope, kind, value, true, soft));
    }
  }
}
