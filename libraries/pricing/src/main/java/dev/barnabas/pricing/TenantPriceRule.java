package dev.barnabas.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One rule about what tenants pay, and for whom it holds. It names a tenant, or a tier, or neither,
 * and a model or none: what is absent is every one.
 *
 * @param tenant the tenant's id
 * @param tier the tier's name; not beside a tenant
 * @param model the routing alias
 * @param markup per cent on top of the price, 0 to 10,000, at most four decimals
 * @param discount per cent off the price, 0 to 100, at most four decimals
 * @param override the price of a token instead of all that
 */
public record TenantPriceRule(
    @Nullable String tenant,
    @Nullable String tier,
    @Nullable String model,
    @Nullable BigDecimal markup,
    @Nullable BigDecimal discount,
    @Nullable BigDecimal override) {

  private static final int PERCENT_SCALE = 4;

  public TenantPriceRule {
    if (tenant != null && tier != null) {
      throw new IllegalArgumentException("a rule is for a tenant or for a tier, not for both");
    }
    if (markup == null && discount == null && override == null) {
      throw new IllegalArgumentException("a rule names a markup, a discount or an override");
    }
    requirePercent(markup, 10_000, "markup");
    requirePercent(discount, 100, "discount");
    override = Decimals.optionalUnitPrice(override, "override");
  }

  boolean holdsFor(String tenantId, @Nullable String tenantTier, String alias) {
    return (tenant == null || tenant.equals(tenantId))
        && (tier == null || tier.equals(tenantTier))
        && (model == null || model.equals(alias));
  }

  /** A tenant before a tier before all, and among these a model before all models. */
  int precision() {
    return (tenant != null ? 4 : tier != null ? 2 : 0) + (model != null ? 1 : 0);
  }

  private static void requirePercent(@Nullable BigDecimal percent, int max, String name) {
    if (percent == null) {
      return;
    }
    if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw new IllegalArgumentException(
          name + " must be between 0 and " + max + " but is " + percent.toPlainString());
    }
    if (percent.stripTrailingZeros().scale() > PERCENT_SCALE) {
      throw new IllegalArgumentException(
          name + " has more than " + PERCENT_SCALE + " digits after the decimal point");
    }
  }
}
