package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceEntry;
import dev.barnabas.pricing.Rates;
import dev.barnabas.pricing.TierPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider charges for a model, per million tokens, in a period: its list price, and what
 * the company pays by contract.
 */
public record Price(
    @Key(about = "The partner.") String partner,
    @Key(about = "The provider's name of the model.") String model,
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
    @Key(about = "Each request, not per million; absent: nothing.", min = "0", max = "1000000")
        @Nullable BigDecimal perRequest,
    @Key(
            about = "Other prices for prompts longer than a threshold; they price the whole call.",
            fallback = "[]")
        List<ContextPrice> contextTiers,
    @Key(about = "Prices of calls that the provider reports as done in its batch tier.")
        @Nullable ServicePrice batch,
    @Key(about = "Prices of calls that it reports as done in its flex tier.")
        @Nullable ServicePrice flex,
    @Key(
            about =
                "Prices of calls that it reports as done in its priority tier; a hold reserves the dearest tier that is listed.")
        @Nullable ServicePrice priority,
    @Key(
            about =
                "What the company has agreed to pay instead: a discount, or prices by their names; these prices stay known as the list's.")
        @Nullable ContractPrice contract,
    @Key(
            about = "ISO 4217; must be the configuration's.",
            fallbackNote = "`currency`",
            pattern = "[A-Z]{3}")
        @Nullable String currency,
    @Key(about = "When it begins to hold; absent: always held.", aliases = "from")
        @Nullable Instant effectiveFrom,
    @Key(
            about = "The first instant at which it no longer holds; absent: until the next begins.",
            aliases = "to")
        @Nullable Instant effectiveTo) {

  /** What ISO 4217 has for amounts without a currency: a contract's fit does not depend on it. */
  private static final String NO_CURRENCY = "XXX";

  public Price {
    contextTiers = List.copyOf(contextTiers);
    Constraints.require(
        Price.class,
        partner,
        model,
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
        priority,
        contract,
        currency,
        effectiveFrom,
        effectiveTo);
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
    Constraints.require(
        effectiveTo == null || effectiveTo.isAfter(start(effectiveFrom)),
        "effective_to",
        "must be after effective_from");
    if (contract != null) {
      var rates =
          Rate.rates(
              input,
              output,
              cachedInput,
              cacheWrite,
              cacheWriteLong,
              reasoning,
              audioInput,
              imageInput,
              audioOutput);
      var _ =
          contract.under(list(NO_CURRENCY, rates, contextTiers, batch, flex, priority, perRequest));
    }
  }

  /** The entry of a price book, per token. */
  PriceEntry entry(String configured) {
    var rates =
        Rate.rates(
            input,
            output,
            cachedInput,
            cacheWrite,
            cacheWriteLong,
            reasoning,
            audioInput,
            imageInput,
            audioOutput);
    var list =
        list(
            currency == null ? configured : currency,
            rates,
            contextTiers,
            batch,
            flex,
            priority,
            perRequest);
    var price = contract == null ? list : contract.under(list);
    return new PriceEntry(partner, model, start(effectiveFrom), effectiveTo, price);
  }

  private static ModelPrice list(
      String currency,
      Rates rates,
      List<ContextPrice> contextTiers,
      @Nullable ServicePrice batch,
      @Nullable ServicePrice flex,
      @Nullable ServicePrice priority,
      @Nullable BigDecimal perRequest) {
    return new ModelPrice(
        currency,
        new TierPrice(rates, ContextPrice.tiers(contextTiers)),
        ServicePrice.tiers(batch, flex, priority),
        perRequest);
  }

  /** A price that always held begins with the clock of computers. */
  private static Instant start(@Nullable Instant from) {
    return from == null ? Instant.EPOCH : from;
  }
}
