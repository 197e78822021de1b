package dev.barnabas.broker.admission;

import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.LimitKind;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.Money;
import dev.barnabas.pricing.PriceLookup;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.WorstCase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant pays in money, by the prices that were pinned when its route was chosen. Where
 * neither the tenant's price nor the provider's is known, the charge is unknown, never zero. Pure.
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

  /** Whether it is known what a call costs the tenant. */
  public static boolean known(RoutePlan plan, RoutePlan.Link link) {
    return plan.tenantPrice().isKnown(price(link));
  }

  /** The most a call may cost the tenant; null where it is unknown. */
  static @Nullable BigDecimal worst(RoutePlan plan, RoutePlan.Link link, WorstCase worst) {
    Money money = plan.tenantPrice().worst(worst, price(link));
    return money == null ? null : money.amount();
  }

  /**
   * What a call costs the tenant before it is bounded by the hold. Where that is unknown, zero:
   * what is counted then, and never what is said ({@link #known}).
   */
  public static BigDecimal actual(RoutePlan plan, RoutePlan.Link link, Usage usage) {
    Money money = plan.tenantPrice().charge(usage, price(link));
    return money == null ? BigDecimal.ZERO : money.amount();
  }

  /** The first enforced limit on money: a tenant that has one needs a hold in money. */
  static Optional<Limit> moneyLimit(List<Limit> limits) {
    return limits.stream().filter(Limit::enforced).filter(Charging::onMoney).findFirst();
  }

  /** The limits on money that only record what they would have done. */
  static List<Limit> shadowedMoneyLimits(List<Limit> limits) {
    return limits.stream()
        .filter(limit -> !limit.enforced() && onMoney(limit))
        .filter(limit -> limit.value().compareTo(Limit.NO_BOUND) < 0)
        .toList();
  }

  private static boolean onMoney(Limit limit) {
    return limit.kind() == LimitKind.MONEY_PER_DAY || limit.kind() == LimitKind.MONEY_PER_MONTH;
  }
}
