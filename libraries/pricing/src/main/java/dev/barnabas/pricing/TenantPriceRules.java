package dev.barnabas.pricing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What tenants pay, by rules. Markup, discount and override are each taken from the most precise
 * rule that names it: tenant and model, tenant, tier and model, tier, model, everyone. Then, in
 * this order:
 *
 * <ol>
 *   <li>the price is the route's {@code cost_per_token}, or else the provider's price,
 *   <li>the markup is put on: × (1 + markup ÷ 100),
 *   <li>the discount is taken off: × (1 − discount ÷ 100),
 *   <li>an override replaces the result: neither markup nor discount changes it.
 * </ol>
 */
public final class TenantPriceRules {

  private static final int PERCENT = 2;

  private final List<TenantPriceRule> rules;

  /**
   * @param rules in any order
   * @throws IllegalArgumentException if two rules hold for the same tenants and models
   */
  public TenantPriceRules(List<TenantPriceRule> rules) {
    this.rules =
        rules.stream()
            .sorted(Comparator.comparingInt(TenantPriceRule::precision).reversed())
            .toList();
    long scopes =
        rules.stream()
            .map(rule -> new Scope(rule.tenant(), rule.tier(), rule.model()))
            .distinct()
            .count();
    if (scopes < rules.size()) {
      throw new IllegalArgumentException("two rules hold for the same tenants and models");
    }
  }

  private record Scope(@Nullable String tenant, @Nullable String tier, @Nullable String model) {}

  /**
   * What a tenant pays.
   *
   * @param tenantId the tenant
   * @param tier its tier, if it has one
   * @param alias the route it asked for
   * @param costPerToken the route's price of a token, if it has one
   * @param currency of that price and of every override
   */
  public TenantPrice priceFor(
      String tenantId,
      @Nullable String tier,
      String alias,
      @Nullable BigDecimal costPerToken,
      String currency) {
    var holding = rules.stream().filter(rule -> rule.holdsFor(tenantId, tier, alias)).toList();
    var override = first(holding, TenantPriceRule::override);
    if (override != null) {
      return TenantPrice.perToken(override, currency);
    }
    var markup = first(holding, TenantPriceRule::markup);
    var discount = first(holding, TenantPriceRule::discount);
    var factor = BigDecimal.ONE;
    if (markup != null) {
      factor = BigDecimal.ONE.add(markup.movePointLeft(PERCENT));
    }
    if (discount != null) {
      factor = factor.multiply(BigDecimal.ONE.subtract(discount.movePointLeft(PERCENT)));
    }
    return new TenantPrice(costPerToken, factor, currency);
  }

  private static @Nullable BigDecimal first(
      List<TenantPriceRule> holding, Function<TenantPriceRule, @Nullable BigDecimal> part) {
    return holding.stream().map(part).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
