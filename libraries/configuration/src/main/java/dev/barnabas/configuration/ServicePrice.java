package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.pricing.TierPrice;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call in another service tier than the standard one costs, per million tokens. */
public record ServicePrice(
    @Key(about = "Input tokens.", min = "0", max = Rate.MAX) BigDecimal input,
    @Key(about = "Output tokens.", min = "0", max = Rate.MAX) BigDecimal output,
    @Key(
            about = "Input tokens read from the provider's cache; absent: as input.",
            aliases = "cache_read",
            min = "0",
            max = Rate.MAX)
        @Nullable BigDecimal cachedInput,
    @Key(
            about = "Input tokens written to its short-lived cache; absent: as input.",
            aliases = "cache_write_short",
            min = "0",
            max = Rate.MAX)
        @Nullable BigDecimal cacheWrite,
    @Key(
            about = "Input tokens written to its long-lived cache; absent: as cache_write.",
            min = "0",
            max = Rate.MAX)
        @Nullable BigDecimal cacheWriteLong,
    @Key(about = "Output tokens spent on reasoning; absent: as output.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal reasoning,
    @Key(about = "Input tokens of audio; absent: as input.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal audioInput,
    @Key(about = "Input tokens of images; absent: as input.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal imageInput,
    @Key(about = "Output tokens of audio; absent: as output.", min = "0", max = Rate.MAX)
        @Nullable BigDecimal audioOutput,
    @Key(about = "Other prices of this tier for prompts above a threshold.", fallback = "[]")
        List<ContextPrice> contextTiers) {

  public ServicePrice {
    contextTiers = List.copyOf(contextTiers);
    Constraints.require(
        ServicePrice.class,
        input,
        output,
        cachedInput,
        cacheWrite,
        cacheWriteLong,
        reasoning,
        audioInput,
        imageInput,
        audioOutput,
        contextTiers);
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
  }

  /** The tiers that have prices. */
  static Map<ServiceTier, TierPrice> tiers(
      @Nullable ServicePrice batch, @Nullable ServicePrice flex, @Nullable ServicePrice priority) {
    var tiers = new EnumMap<ServiceTier, TierPrice>(ServiceTier.class);
    if (batch != null) {
      tiers.put(ServiceTier.BATCH, batch.tier());
    }
    if (flex != null) {
      tiers.put(ServiceTier.FLEX, flex.tier());
    }
    if (priority != null) {
      tiers.put(ServiceTier.PRIORITY, priority.tier());
    }
    return tiers;
  }

  private TierPrice tier() {
    return new TierPrice(
        Rate.rates(
            input,
            output,
            cachedInput,
            cacheWrite,
            cacheWriteLong,
            reasoning,
            audioInput,
            imageInput,
            audioOutput),
        ContextPrice.tiers(contextTiers));
  }
}
