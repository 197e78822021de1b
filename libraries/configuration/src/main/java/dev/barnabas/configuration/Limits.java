package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a tenant. Windows are fixed minutes, days and months in UTC; a limit that is null does
 * not exist.
 *
 * @see Configuration#limitsFor(String)
 */
public record Limits(
    @Key(
            about =
                "Starts from nothing instead of from what it would inherit; the limits beside it still hold.",
            fallback = "false")
        boolean unlimited,
    @Key(about = "Tokens, in and out, per calendar month.") @Nullable CountLimit tokensPerMonth,
    @Key(about = "Tokens per day.") @Nullable CountLimit tokensPerDay,
    @Key(about = "Tokens per minute.", aliases = "tpm") @Nullable CountLimit tokensPerMinute,
    @Key(about = "Requests per minute; a request counts once, whatever it calls.", aliases = "rpm")
        @Nullable CountLimit requestsPerMinute,
    @Key(about = "Money per calendar month, in `currency`.", aliases = "cost_per_month")
        @Nullable MoneyLimit moneyPerMonth,
    @Key(about = "Money per day, in `currency`.", aliases = "cost_per_day")
        @Nullable MoneyLimit moneyPerDay,
    @Key(about = "Calls at providers at one time.", aliases = "concurrent_calls")
        @Nullable CountLimit callsInFlight,
    @Key(
            about = "`off`, `shadow` (decides and records, changes nothing) or `enforce`.",
            fallbackNote = "inherited; `enforce`")
        @Nullable PolicyMode mode,
    @Key(about = "Limits on one alias, counted beside those above.")
        Map<String, ModelLimits> models) {

  /** No limit at all. */
  public static final Limits UNLIMITED =
      new Limits(true, null, null, null, null, null, null, null, null, Map.of());

  public Limits {
    models = Copies.sorted(models);
    Constraints.require(
        Limits.class,
        unlimited,
        tokensPerMonth,
        tokensPerDay,
        tokensPerMinute,
        requestsPerMinute,
        moneyPerMonth,
        moneyPerDay,
        callsInFlight,
        mode,
        models);
  }

  /** How far these limits go. */
  public PolicyMode effectiveMode() {
    return mode == null ? PolicyMode.ENFORCE : mode;
  }

  /** Whether any limit is on money, for one alias or for all. */
  public boolean limitsMoney() {
    return moneyPerMonth != null
        || moneyPerDay != null
        || models.values().stream().anyMatch(ModelLimits::limitsMoney);
  }

  /** Whether at least one limit is named, or none is wanted. */
  boolean saysSomething() {
    return unlimited
        || !models.isEmpty()
        || Stream.of(
                tokensPerMonth,
                tokensPerDay,
                tokensPerMinute,
                requestsPerMinute,
                moneyPerMonth,
                moneyPerDay,
                callsInFlight)
            .anyMatch(Objects::nonNull);
  }

  /**
   * These limits, with what they do not name taken from others, unless they are {@code unlimited}.
   */
  Limits over(Limits inherited) {
    if (unlimited) {
      return this;
    }
    Map<String, ModelLimits> merged = new TreeMap<>(inherited.models);
    models.forEach((alias, own) -> merged.merge(alias, own, (below, above) -> above.over(below)));
    return new Limits(
        inherited.unlimited,
        first(tokensPerMonth, inherited.tokensPerMonth),
        first(tokensPerDay, inherited.tokensPerDay),
        first(tokensPerMinute, inherited.tokensPerMinute),
        first(requestsPerMinute, inherited.requestsPerMinute),
        first(moneyPerMonth, inherited.moneyPerMonth),
        first(moneyPerDay, inherited.moneyPerDay),
        first(callsInFlight, inherited.callsInFlight),
        first(mode, inherited.mode),
        merged);
  }

  static <T> @Nullable T first(@Nullable T own, @Nullable T inherited) {
    return own == null ? inherited : own;
  }
}
