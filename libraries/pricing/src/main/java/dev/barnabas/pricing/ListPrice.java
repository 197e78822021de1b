package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list price that a contract replaces, in the contract's currency. It is a type of its own
 * because a price is kept in stored state, where a record cannot contain its own kind.
 *
 * @param standard the prices of the standard tier
 * @param tiers the prices of the other service tiers
 * @param perRequest per call, at any tier; absent: nothing
 */
public record ListPrice(
    TierPrice standard, Map<ServiceTier, TierPrice> tiers, @Nullable BigDecimal perRequest) {

  public ListPrice {
    requireNonNull(standard, "standard");
    tiers = Map.copyOf(tiers);
  }

  /**
   * Of a price without a contract.
   *
   * @throws IllegalArgumentException if it is a contracted price itself
   */
  static ListPrice of(ModelPrice price) {
    if (price.listed() != null) {
      throw new IllegalArgumentException("a contract is about a list price, not another contract");
    }
    return new ListPrice(price.standard(), price.tiers(), price.perRequest());
  }
}
