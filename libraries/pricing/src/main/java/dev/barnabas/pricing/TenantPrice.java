package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant pays for a call: a price per token, for input and output alike, or else what the
 * provider charges; either at a factor. {@link TenantPriceRules} makes it.
 *
 * <p>A charge is computed exactly and then rounded once, half-even at {@value Decimals#SCALE}
 * digits after the point, which only a factor can make necessary. Rounding keeps order, so a charge
 * within the worst case is at most the worst case's.
 *
 * @param costPerToken between 0 and 1,000,000; absent: the provider's price
 * @param factor what the price is multiplied with, between 0 and 1,000
 * @param currency three capital letters, as in ISO 4217
 */
public record TenantPrice(@Nullable BigDecimal costPerToken, BigDecimal factor, String currency) {

  private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(1_000);

  public TenantPrice {
    costPerToken = Decimals.optionalUnitPrice(costPerToken, "costPerToken");
    requireNonNull(factor, "factor");
    Money.requireCurrency(currency);
    if (factor.signum() < 0 || factor.compareTo(MAX_FACTOR) > 0) {
      throw new IllegalArgumentException("factor must be between 0 and 1000 but is " + factor);
    }
  }

  /** A price per token. */
  public static TenantPrice perToken(BigDecimal costPerToken, String currency) {
    return new TenantPrice(requireNonNull(costPerToken, "costPerToken"), BigDecimal.ONE, currency);
  }

  /** What the provider charges. */
  public static TenantPrice ofProvider(String currency) {
    return new TenantPrice(null, BigDecimal.ONE, currency);
  }

  /** Whether a charge is known under that price of the provider's. */
  public boolean isKnown(PriceLookup provider) {
    return costPerToken != null || provider instanceof PriceLookup.Priced;
  }

  /**
   * The charge for a call; {@code null} where neither the tenant's nor the provider's price is
   * known. A call at a service tier that the book does not list is charged at the standard tier:
   * the tenant did not choose it, and what it cost beyond that is ours.
   */
  public @Nullable Money charge(Usage usage, PriceLookup provider) {
    if (costPerToken != null) {
      return perToken(costPerToken, usage.totalTokens());
    }
    var cost = UsageLines.providerCost(usage, provider);
    if (cost == null) {
      cost = UsageLines.providerCost(usage.at(ServiceTier.STANDARD), provider);
    }
    return cost == null ? null : cost.scaledBy(factor);
  }

  /** The most that a call within the worst case is charged; {@code null} where nothing is known. */
  public @Nullable Money worst(WorstCase worst, PriceLookup provider) {
    if (costPerToken != null) {
      return perToken(costPerToken, worst.tokens());
    }
    return switch (provider) {
      case PriceLookup.Priced(ModelPrice price) -> worst.providerCost(price).scaledBy(factor);
      case PriceLookup.Unpriced _ -> null;
    };
  }

  private Money perToken(BigDecimal price, long tokens) {
    return new Money(price, currency).times(tokens).scaledBy(factor);
  }
}
