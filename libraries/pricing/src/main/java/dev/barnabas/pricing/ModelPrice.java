package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one partner charges for one model, per token and per request, in one currency. Where a
 * {@link PriceContract} holds, these are the contracted prices, and the list price is known, too.
 *
 * @param currency three capital letters, as in ISO 4217
 * @param standard the prices of the standard tier
 * @param tiers the prices of the other service tiers; a tier that is not in it has no price
 * @param perRequest per call, at any tier; absent: nothing
 * @param listed the list price that a contract replaces; absent: these prices are the list's
 */
public record ModelPrice(
    String currency,
    TierPrice standard,
    Map<ServiceTier, TierPrice> tiers,
    @Nullable BigDecimal perRequest,
    @Nullable ListPrice listed) {

  /**
   * @throws IllegalArgumentException if a price is out of bounds, or {@code tiers} has the standard
   *     tier or one without a name
   */
  public ModelPrice {
    Money.requireCurrency(currency);
    requireNonNull(standard, "standard");
    perRequest = Decimals.optionalUnitPrice(perRequest, "perRequest");
    if (tiers.containsKey(ServiceTier.STANDARD) || tiers.containsKey(ServiceTier.OTHER)) {
      throw new IllegalArgumentException("tiers has a tier that is not another one with a name");
    }
    var copy = new EnumMap<ServiceTier, TierPrice>(ServiceTier.class);
    copy.putAll(tiers);
    tiers = Collections.unmodifiableMap(copy);
  }

  /** A list price. */
  public ModelPrice(
      String currency,
      TierPrice standard,
      Map<ServiceTier, TierPrice> tiers,
      @Nullable BigDecimal perRequest) {
    this(currency, standard, tiers, perRequest, null);
  }

  /** The list price, where this is a contracted one; else null. */
  public @Nullable ModelPrice list() {
    return listed == null
        ? null
        : new ModelPrice(currency, listed.standard(), listed.tiers(), listed.perRequest());
  }

  /** A price with input and output only. */
  public static ModelPrice of(String currency, BigDecimal input, BigDecimal output) {
    return of(currency, Rates.of(input, output));
  }

  /** A price of the standard tier, for prompts of any size. */
  public static ModelPrice of(String currency, Rates rates) {
    return new ModelPrice(currency, TierPrice.of(rates), Map.of(), null);
  }

  /**
   * The prices of a call; empty if the book has none for its tier.
   *
   * @param tier the tier at which the provider did the call
   * @param inputTokens its prompt tokens, those of the cache included
   */
  public Optional<Rates> rates(ServiceTier tier, long inputTokens) {
    var price = tier == ServiceTier.STANDARD ? standard : tiers.get(tier);
    return Optional.ofNullable(price).map(found -> found.at(inputTokens));
  }

  /** The most that a call costs at any tier of this price with at most that many tokens. */
  BigDecimal worst(long promptTokens, long outputTokens) {
    var worst = standard.worst(promptTokens, outputTokens);
    for (var tier : tiers.values()) {
      worst = worst.max(tier.worst(promptTokens, outputTokens));
    }
    return perRequest == null ? worst : worst.add(perRequest);
  }
}
