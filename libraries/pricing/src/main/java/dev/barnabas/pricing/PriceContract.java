package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a company has agreed with a partner, where it differs from the list price. Here, and nowhere
 * else, contracted prices come of list prices, once, when a book is built.
 */
public sealed interface PriceContract {

  /**
   * Per cent off every price of the list: each tier, each context tier and the request.
   *
   * @param percent 0 to 100, at most four decimals
   */
  record Discount(BigDecimal percent) implements PriceContract {
    private static final int PERCENT = 2;
    private static final int PERCENT_SCALE = 4;

    /**
     * @throws IllegalArgumentException if it is out of bounds or has more decimals
     */
    public Discount {
      requireNonNull(percent, "percent");
      if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new IllegalArgumentException(
            "discount must be between 0 and 100 but is " + percent.toPlainString());
      }
      if (percent.stripTrailingZeros().scale() > PERCENT_SCALE) {
        throw new IllegalArgumentException(
            "discount has more than " + PERCENT_SCALE + " digits after the decimal point");
      }
    }

    private BigDecimal factor() {
      return BigDecimal.ONE.subtract(percent.movePointLeft(PERCENT));
    }
  }

  /**
   * Prices by their names, cheaper or dearer. What is absent in it stays as it is on the list; what
   * is absent in both is charged at the price it is part of, here too ({@link Rates}).
   *
   * @param price the prices; its service tiers and context tiers are some of the list's
   */
  record Agreed(ModelPrice price) implements PriceContract {
    public Agreed {
      requireNonNull(price, "price");
    }
  }

  /**
   * The price under this contract. It knows the list price.
   *
   * @param list the list price
   * @throws IllegalArgumentException if a discount leaves a price with more digits than a price can
   *     have, a tier or currency was agreed on that is not the list's, or the list price is under a
   *     contract itself; the message names it
   */
  default ModelPrice under(ModelPrice list) {
    return switch (this) {
      case Discount discount -> discounted(list, discount.factor());
      case Agreed(ModelPrice price) -> agreed(list, price);
    };
  }

  private static ModelPrice discounted(ModelPrice list, BigDecimal factor) {
    var tiers = new EnumMap<ServiceTier, TierPrice>(ServiceTier.class);
    list.tiers().forEach((tier, price) -> tiers.put(tier, discounted(price, factor)));
    var perRequest = list.perRequest();
    return new ModelPrice(
        list.currency(),
        discounted(list.standard(), factor),
        tiers,
        perRequest == null ? null : perRequest.multiply(factor),
        ListPrice.of(list));
  }

  private static TierPrice discounted(TierPrice list, BigDecimal factor) {
    return new TierPrice(
        list.base().times(factor),
        list.context().stream()
            .map(tier -> new ContextTier(tier.above(), tier.rates().times(factor)))
            .toList());
  }

  private static ModelPrice agreed(ModelPrice list, ModelPrice agreed) {
    var tiers = new EnumMap<ServiceTier, TierPrice>(ServiceTier.class);
    tiers.putAll(list.tiers());
    for (Map.Entry<ServiceTier, TierPrice> tier : agreed.tiers().entrySet()) {
      var listed = list.tiers().get(tier.getKey());
      if (listed == null) {
        throw new IllegalArgumentException("the list has no " + tier.getKey().word() + " tier");
      }
      tiers.put(tier.getKey(), agreed(listed, tier.getValue()));
    }
    if (!agreed.currency().equals(list.currency())) {
      throw new IllegalArgumentException(
          "agreed on in " + agreed.currency() + ", but the list is in " + list.currency());
    }
    return new ModelPrice(
        list.currency(),
        agreed(list.standard(), agreed.standard()),
        tiers,
        agreed.perRequest() == null ? list.perRequest() : agreed.perRequest(),
        ListPrice.of(list));
  }

  private static TierPrice agreed(TierPrice list, TierPrice agreed) {
    var left = new ArrayList<>(agreed.context());
    List<ContextTier> context = new ArrayList<>();
    for (var listed : list.context()) {
      var rates = listed.rates();
      for (var tier : agreed.context()) {
        if (tier.above() == listed.above()) {
          rates = tier.rates().orElse(rates);
          left.remove(tier);
        }
      }
      context.add(new ContextTier(listed.above(), rates));
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "the list has no context tier above " + left.getFirst().above());
    }
    return new TierPrice(agreed.base().orElse(list.base()), context);
  }
}
