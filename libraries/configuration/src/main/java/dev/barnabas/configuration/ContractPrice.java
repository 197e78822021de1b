package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.InvalidKeyException;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceContract;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.pricing.TierPrice;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the company has agreed to pay instead of an entry's prices, per million tokens. */
public record ContractPrice(
    @Key(
            about =
                "Per cent off every price of the entry, its tiers included; at most four decimals. Instead of prices.",
            min = "0",
            max = "100")
        @Nullable BigDecimal discount,
    @Key(about = "Input tokens; absent: as in the entry.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal input,
    @Key(about = "Output tokens; absent: as in the entry.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal output,
    @Key(
            about = "Input tokens read from the provider's cache; absent: as in the entry.",
            aliases = "cache_read",
            min = "0",
            max = Rate.MAX)
        @Nullable BigDecimal cachedInput,
    @Key(
            about = "Input tokens written to its short-lived cache; absent: as in the entry.",
            aliases = "cache_write_short",
            min = "0",
            max = Rate.MAX)
        @Nullable BigDecimal cacheWrite,
    @Key(
            about = "Input tokens written to its long-lived cache; absent: as in the entry.",
            min = "0",
            max = Rate.MAX)
        @Nullable BigDecimal cacheWriteLong,
    @Key(
            about = "Output tokens spent on reasoning; absent: as in the entry.",
            min = "0",
            max = Rate.MAX)
        @Nullable BigDecimal reasoning,
    @Key(about = "Input tokens of audio; absent: as in the entry.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal audioInput,
    @Key(about = "Input tokens of images; absent: as in the entry.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal imageInput,
    @Key(about = "Output tokens of audio; absent: as in the entry.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal audioOutput,
    @Key(
            about = "Each request, not per million; absent: as in the entry.",
            min = "0",
            max = "1000000")
        @Nullable BigDecimal perRequest,
    @Key(
            about = "Prices above thresholds that the entry has; the others stay as in the entry.",
            fallback = "[]")
        List<ContextPrice> contextTiers,
    @Key(about = "Prices of the batch tier, which the entry has; absent: as in the entry.")
        @Nullable ServicePrice batch,
    @Key(about = "Prices of the flex tier, which the entry has; absent: as in the entry.")
        @Nullable ServicePrice flex,
    @Key(about = "Prices of the priority tier, which the entry has; absent: as in the entry.")
        @Nullable ServicePrice priority) {

  private static final int PERCENT_SCALE = 4;

  public ContractPrice {
    contextTiers = List.copyOf(contextTiers);
    Constraints.require(
        ContractPrice.class,
        discount,
        input,
        output,
        cachedInput,
        cacheWrite,
        cacheWriteLong,
        reasoning,
        audioInput,
        imageInput,
        audioOutput,
        perRequest,
        contextTiers,
        batch,
        flex,
        priority);
    Rate.requireDigits(
        input,
        output,
        cachedInput,
        cacheWrite,
        cacheWriteLong,
        reasoning,
        audioInput,
        imageInput,
        audioOutput);
    ContextPrice.requireDistinct(contextTiers);
    boolean named =
        !contextTiers.isEmpty()
            || isAny(input, output, cachedInput, cacheWrite, cacheWriteLong, reasoning)
            || isAny(audioInput, imageInput, audioOutput, perRequest, batch, flex, priority);
    Constraints.require(discount != null || named, "", "names neither a discount nor a price");
    Constraints.require(
        discount == null || !named, "discount", "stands beside prices; keep the one or the others");
    Constraints.require(
        discount == null || discount.stripTrailingZeros().scale() <= PERCENT_SCALE,
        "discount",
        "has more than " + PERCENT_SCALE + " digits after the point");
  }

  private static boolean isAny(@Nullable Object... parts) {
    for (@Nullable Object part : parts) {
      if (part != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * The price under this contract.
   *
   * @param list the entry's own price
   * @throws InvalidKeyException by the key below the entry, if the entry has no such tier, or a
   *     discount leaves more digits than a price can have
   */
  ModelPrice under(ModelPrice list) {
    if (discount == null) {
      requireTiersOf(list);
      return new PriceContract.Agreed(agreed(list)).under(list);
    }
    try {
      return new PriceContract.Discount(discount).under(list);
    } catch (IllegalArgumentException refused) {
      throw new InvalidKeyException(
          "contract.discount",
          "leaves more digits than a price per token can keep: " + refused.getMessage());
    }
  }

  private ModelPrice agreed(ModelPrice list) {
    var entry = list.standard().base();
    var rates =
        Rate.rates(
            input == null ? Rate.perMillion(entry.input()) : input,
            output == null ? Rate.perMillion(entry.output()) : output,
            cachedInput,
            cacheWrite,
            cacheWriteLong,
            reasoning,
            audioInput,
            imageInput,
            audioOutput);
    return new ModelPrice(
        list.currency(),
        new TierPrice(rates, ContextPrice.tiers(contextTiers)),
        ServicePrice.tiers(batch, flex, priority),
        perRequest);
  }

  private void requireTiersOf(ModelPrice list) {
    requireThresholds(contextTiers, list.standard(), "contract");
    requireTier(batch, list, ServiceTier.BATCH);
    requireTier(flex, list, ServiceTier.FLEX);
    requireTier(priority, list, ServiceTier.PRIORITY);
  }

  private static void requireTier(@Nullable ServicePrice price, ModelPrice list, ServiceTier tier) {
    if (price == null) {
      return;
    }
    TierPrice listed = list.tiers().get(tier);
    String key = "contract." + tier.word();
    if (listed == null) {
      throw new InvalidKeyException(key, "is a tier that the entry itself does not have");
    }
    requireThresholds(price.contextTiers(), listed, key);
  }

  private static void requireThresholds(List<ContextPrice> prices, TierPrice list, String key) {
    for (ContextPrice price : prices) {
      Constraints.require(
          list.context().stream().anyMatch(tier -> tier.above() == price.above()),
          key + ".context_tiers",
          "names the threshold " + price.above() + ", which the entry itself does not have");
    }
  }
}
