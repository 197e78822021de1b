package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What a tenant pays: one price per token, for input and output alike (a route's {@code
 * cost_per_token}).
 *
 * @param costPerToken between 0 and 1,000,000, at scale {@value Decimals#SCALE}
 * @param currency three capital letters, as in ISO 4217
 */
public record TenantPrice(BigDecimal costPerToken, String currency) {

  public TenantPrice {
    costPerToken = Decimals.unitPrice(requireNonNull(costPerToken, "costPerToken"), "costPerToken");
    Money.requireCurrency(currency);
  }

  /** A price of nothing, for a route that charges its tenants nothing. */
  public static TenantPrice free(String currency) {
    return new TenantPrice(BigDecimal.ZERO, currency);
  }

  /** The charge for a call: its {@link Usage#totalTokens()} at this price. */
  public Money charge(Usage usage) {
    return charge(usage.totalTokens());
  }

  /** The charge for a number of tokens. */
  public Money charge(long tokens) {
    return new Money(costPerToken, currency).times(tokens);
  }
}
