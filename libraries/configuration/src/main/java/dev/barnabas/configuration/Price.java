package dev.barnabas.configuration;

import dev.barnabas.configuration.binding.Constraints;
import dev.barnabas.configuration.binding.Key;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a provider charges for a model, per million tokens, from a point in time on. */
public record Price(
    @Key(about = "The partner.") String partner,
    @Key(about = "The provider's name of the model.") String model,
    @Key(about = "Input tokens.", min = "0") BigDecimal input,
    @Key(about = "Output tokens.", min = "0") BigDecimal output,
    @Key(about = "Input tokens read from the provider's cache; absent: as input.", min = "0")
        @Nullable BigDecimal cacheRead,
    @Key(about = "Input tokens written to it; absent: as input.", min = "0")
        @Nullable BigDecimal cacheWrite,
    @Key(
            about = "ISO 4217; must be the configuration's.",
            fallbackNote = "`currency`",
            pattern = "[A-Z]{3}")
        @Nullable String currency,
    @Key(about = "When it begins to hold; absent: always held.") @Nullable Instant effectiveFrom) {

  public Price {
    Constraints.require(
        Price.class, partner, model, input, output, cacheRead, cacheWrite, currency, effectiveFrom);
  }

  /** Whether it holds at a time. */
  public boolean effectiveAt(Instant time) {
    return effectiveFrom == null || !effectiveFrom.isAfter(time);
  }
}
