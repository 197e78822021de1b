package dev.barnabas.broker.policy;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.Price;
import dev.barnabas.pricing.ModelPrice;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceEntry;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The prices of a configuration, per million tokens there, as a price book, per token. */
final class PriceBooks {
  private static final int MILLION = 6;

  private PriceBooks() {}

  static PriceBook of(Configuration configuration) {
    return PriceBook.of(
        configuration.prices().stream().map(p -> entry(p, configuration.currency())).toList());
  }

  private static PriceEntry entry(Price price, String currency) {
    String named = price.currency();
    Instant from = price.effectiveFrom();
    return new PriceEntry(
        price.partner(),
        price.model(),
        from == null ? Instant.EPOCH : from,
        null,
        new ModelPrice(
            named == null ? currency : named,
            perToken(price.input()),
            perToken(price.output()),
            optional(price.cacheRead()),
            optional(price.cacheWrite()),
            null,
            null,
            null));
  }

  private static BigDecimal perToken(BigDecimal perMillion) {
    return perMillion.movePointLeft(MILLION);
  }

  private static @Nullable BigDecimal optional(@Nullable BigDecimal perMillion) {
    return perMillion == null ? null : perToken(perMillion);
  }
}
