package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a tenant on one alias, in windows of their own. A limit that is null does not exist.
 */
public record ModelLimits(
    @Key(about = "Tokens, in and out, per calendar month.") @Nullable CountLimit tokensPerMonth,
    @Key(about = "Tokens per day.") @Nullable CountLimit tokensPerDay,
    @Key(about = "Tokens per minute.", aliases = "tpm") @Nullable CountLimit tokensPerMinute,
    @Key(about = "Requests per minute.", aliases = "rpm") @Nullable CountLimit requestsPerMinute,
    @Key(about = "Money per calendar month, in `currency`.", aliases = "cost_per_month")
        @Nullable MoneyLimit moneyPerMonth,
    @Key(about = "Money per day, in `currency`.", aliases = "cost_per_day")
        @Nullable MoneyLimit moneyPerDay,
    @Key(about = "Calls at providers at one time.", aliases = "concurrent_calls")
        @Nullable CountLimit callsInFlight) {

  /** No limit at all. */
  public static final ModelLimits NONE = new ModelLimits(null, null, null, null, null, null, null);

  public ModelLimits {
    Constraints.require(
        ModelLimits.class,
        tokensPerMonth,
        tokensPerDay,
        tokensPerMinute,
        requestsPerMinute,
        moneyPerMonth,
        moneyPerDay,
        callsInFlight);
  }

  boolean limitsMoney() {
    return moneyPerMonth != null || moneyPerDay != null;
  }

  ModelLimits over(ModelLimits inherited) {
    return new ModelLimits(
        Limits.first(tokensPerMonth, inherited.tokensPerMonth),
        Limits.first(tokensPerDay, inherited.tokensPerDay),
        Limits.first(tokensPerMinute, inherited.tokensPerMinute),
        Limits.first(requestsPerMinute, inherited.requestsPerMinute),
        Limits.first(moneyPerMonth, inherited.moneyPerMonth),
        Limits.first(moneyPerDay, inherited.moneyPerDay),
        Limits.first(callsInFlight, inherited.callsInFlight));
  }
}
