package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.TenantPriceRule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What some tenants pay for some models. Each part comes from the most precise rule that names it:
 * tenant and model, tenant, tier and model, tier, model, everyone.
 */
public record PriceRule(
    @Key(about = "The tenant it is for; absent: every one.") @Nullable String tenant,
    @Key(about = "The tier it is for, instead of a tenant.") @Nullable String tier,
    @Key(about = "The alias it is for; absent: every one.", aliases = "alias")
        @Nullable String model,
    @Key(about = "Per cent put on the price; at most four decimals.", min = "0", max = "10000")
        @Nullable BigDecimal markup,
    @Key(about = "Per cent then taken off it; at most four decimals.", min = "0", max = "100")
        @Nullable BigDecimal discount,
    @Key(
            about =
                "The price of one token, in or out, instead of all that: neither markup nor discount changes it.",
            aliases = "cost_per_token",
            min = "0",
            max = "1000000")
        @Nullable BigDecimal override) {

  private static final int PERCENT_SCALE = 4;

  public PriceRule {
    Constraints.require(PriceRule.class, tenant, tier, model, markup, discount, override);
    Constraints.require(tenant == null || tier == null, "tier", "stands beside tenant; keep one");
    Constraints.require(
        markup != null || discount != null || override != null,
        "",
        "names no markup, discount or override");
    requirePercent(markup, "markup");
    requirePercent(discount, "discount");
  }

  TenantPriceRule rule() {
    return new TenantPriceRule(tenant, tier, model, markup, discount, override);
  }

  private static void requirePercent(@Nullable BigDecimal percent, String key) {
    Constraints.require(
        percent == null || percent.stripTrailingZeros().scale() <= PERCENT_SCALE,
        key,
        "has more than " + PERCENT_SCALE + " digits after the point");
  }
}
