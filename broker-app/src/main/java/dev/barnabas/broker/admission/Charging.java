package dev.barnabas.broker.admission;

import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceLookup;
import dev.barnabas.pricing.TenantPrice;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.UsageLines;
import dev.barnabas.pricing.WorstCase;
import java.math.BigDecimal;

/**
 * What a tenant pays in money: the route's {@code cost_per_token} for every token, or else what the
 * provider bills. Zero where neither is known, which the configuration refuses for a tenant with a
 * money limit. Pure.
 */
public final class Charging {
  private Charging() {}

  /** The provider's price of a link, as a look-up. */
  public static PriceLookup price(RoutePlan.Link link) {
    ModelPrice price = link.price();
    return price == null
        ? new PriceLookup.Unpriced(link.partnerId(), link.model())
        : new PriceLookup.Priced(price);
  }

  /** The most a call may cost the tenant. */
  public static BigDecimal worst(RoutePlan plan, RoutePlan.Link link, WorstCase worst) {
    BigDecimal perToken = plan.costPerToken();
    if (perToken != null) {
      return worst.charge(new TenantPrice(perToken, plan.currency())).amount();
    }
    ModelPrice price = link.price();
    return price == null ? BigDecimal.ZERO : worst.providerCost(price).amount();
  }

  /** What a call costs the tenant before it is bounded by the hold. */
  public static BigDecimal actual(RoutePlan plan, RoutePlan.Link link, Usage usage) {
    BigDecimal perToken = plan.costPerToken();
    if (perToken != null) {
      return new TenantPrice(perToken, plan.currency()).charge(usage).amount();
    }
    var cost = UsageLines.providerCost(usage, price(link));
    return cost == null ? BigDecimal.ZERO : cost.amount();
  }
}
