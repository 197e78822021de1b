package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.ContextTier;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call with a prompt above a threshold costs, per million tokens. */
public record ContextPrice(
    @Key(
            about = "The threshold, in input tokens with those of the cache; itself not above it.",
            min = "1",
            max = "1000000000")
        long above,
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
        @Nullable BigDecimal audioOutput) {

  public ContextPrice {
    Constraints.require(
        ContextPrice.class,
        above,
        input,
        output,
        cachedInput,
        cacheWrite,
        cacheWriteLong,
        reasoning,
        audioInput,
        imageInput,
        audioOutput);
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
  }

  static void requireDistinct(List<ContextPrice> tiers) {
    long thresholds = tiers.stream().mapToLong(ContextPrice::above).distinct().count();
    Constraints.require(thresholds == tiers.size(), "context_tiers", "names one threshold twice");
  }

  static List<ContextTier> tiers(List<ContextPrice> prices) {
    return prices.stream().map(ContextPrice::tier).toList();
  }

  private ContextTier tier() {
    return new ContextTier(
        above,
        Rate.rates(
            input,
            output,
            cachedInput,
            cacheWrite,
            cacheWriteLong,
            reasoning,
            audioInput,
            imageInput,
            audioOutput));
  }
}
