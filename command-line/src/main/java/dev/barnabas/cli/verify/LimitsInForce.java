package dev.barnabas.cli.verify;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.CountLimit;
import dev.barnabas.configuration.Limits;
import dev.barnabas.configuration.ModelLimits;
import dev.barnabas.configuration.MoneyLimit;
import dev.barnabas.configuration.PolicyMode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits that a configuration sets for a tenant and an alias, read from it alone. */
final class LimitsInForce {
  private final Map<String, InForce> limits = new LinkedHashMap<>();
  private final PolicyMode inherited;

  private LimitsInForce(PolicyMode inherited) {
    this.inherited = inherited;
  }

  /**
   * A limit.
   *
   * @param value the most that may be settled and reserved; null where it is switched off
   * @param enforced whether it refuses
   */
  record InForce(@Nullable BigDecimal value, boolean enforced) {}

  /** Limits by {@code scope limitName}; empty for a tenant without a quota. */
  static Map<String, InForce> of(Configuration configuration, String tenantId, String alias) {
    Optional<Limits> tenant = configuration.limitsFor(tenantId);
    if (tenant.isEmpty()) {
      return Map.of();
    }
    Limits all = tenant.get();
    LimitsInForce read = new LimitsInForce(all.effectiveMode());
    read.tenant(all);
    read.model("model:" + alias, configuration.limitsFor(tenantId, alias));
    return read.limits;
  }

  static String key(String scope, String limitName) {
    return scope + " " + limitName;
  }

  private void tenant(Limits all) {
    count("tenant", LimitWord.TOKENS_PER_MONTH, all.tokensPerMonth());
    count("tenant", LimitWord.TOKENS_PER_DAY, all.tokensPerDay());
    count("tenant", LimitWord.TOKENS_PER_MINUTE, all.tokensPerMinute());
    count("tenant", LimitWord.REQUESTS_PER_MINUTE, all.requestsPerMinute());
    count("tenant", LimitWord.CALLS_IN_FLIGHT, all.callsInFlight());
    money("tenant", LimitWord.MONEY_PER_MONTH, all.moneyPerMonth());
    money("tenant", LimitWord.MONEY_PER_DAY, all.moneyPerDay());
  }

  private void model(String scope, ModelLimits model) {
    count(scope, LimitWord.TOKENS_PER_MONTH, model.tokensPerMonth());
    count(scope, LimitWord.TOKENS_PER_DAY, model.tokensPerDay());
    count(scope, LimitWord.TOKENS_PER_MINUTE, model.tokensPerMinute());
    count(scope, LimitWord.REQUESTS_PER_MINUTE, model.requestsPerMinute());
    count(scope, LimitWord.CALLS_IN_FLIGHT, model.callsInFlight());
    money(scope, LimitWord.MONEY_PER_MONTH, model.moneyPerMonth());
    money(scope, LimitWord.MONEY_PER_DAY, model.moneyPerDay());
  }

  private void count(String scope, LimitWord word, @Nullable CountLimit limit) {
    if (limit != null) {
      add(scope, word, BigDecimal.valueOf(limit.limit()), limit.mode());
    }
  }

  private void money(String scope, LimitWord word, @Nullable MoneyLimit limit) {
    if (limit != null) {
      add(scope, word, limit.limit(), limit.mode());
    }
  }

  private void add(String scope, LimitWord word, BigDecimal value, @Nullable PolicyMode own) {
    InForce limit =
        switch (own == null ? inherited : own) {
          case OFF -> new InForce(null, false);
          case SHADOW -> new InForce(value, false);
          case ENFORCE -> new InForce(value, true);
        };
    limits.put(key(scope, word.word()), limit);
  }
}
