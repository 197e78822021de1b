package dev.barnabas.pricing;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the inclusive counts of a {@link Usage} into disjoint lines: every token is on exactly one
 * line, so the lines add up to {@link Usage#totalTokens()} and no cached token is paid for twice.
 */
public final class UsageLines {

  /** The list price of a request for which the list charges nothing. */
  private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(Decimals.SCALE);

  private UsageLines() {}

  /**
   * The lines of a call, in the order of {@link Meters#TOKENS}, at the prices of its service tier
   * and prompt size. A meter with nothing on it has no line. A call at a price per request has a
   * line {@link Meters#REQUEST} of quantity 1 at the end. Lines without a price have no cost. Lines
   * at a contracted price have the list price, too.
   */
  public static List<UsageLine> of(Usage usage, PriceLookup lookup) {
    var lines = new ArrayList<UsageLine>();
    var rates = rates(usage, lookup);
    var list = list(lookup);
    var listRates = list == null ? null : rates(usage, new PriceLookup.Priced(list));
    for (var meter : Meters.TOKENS) {
      long quantity = quantity(usage, meter);
      if (quantity > 0) {
        var unitPrice = rates == null ? null : rates.unitPriceOf(meter);
        var listed = listRates == null ? null : listRates.unitPriceOf(meter);
        lines.add(UsageLine.of(meter, quantity, usage.measure(), unitPrice, listed));
      }
    }
    if (lookup instanceof PriceLookup.Priced(ModelPrice price) && price.perRequest() != null) {
      var listed = list == null ? null : requireNonNullElse(list.perRequest(), NOTHING);
      lines.add(UsageLine.of(Meters.REQUEST, 1, usage.measure(), price.perRequest(), listed));
    }
    return List.copyOf(lines);
  }

  /**
   * What the provider is expected to charge: the sum of the lines' costs, in the price's currency.
   * {@code null} if the model, or the tier it was served at, is unpriced: a part of the cost is not
   * the cost.
   */
  public static @Nullable Money providerCost(Usage usage, PriceLookup lookup) {
    if (!(lookup instanceof PriceLookup.Priced(ModelPrice price)) || rates(usage, lookup) == null) {
      return null;
    }
    var sum = Money.zero(price.currency());
    for (var line : of(usage, lookup)) {
      var cost = line.cost();
      sum = cost == null ? sum : sum.plus(new Money(cost, price.currency()));
    }
    return sum;
  }

  private static @Nullable Rates rates(Usage usage, PriceLookup lookup) {
    return switch (lookup) {
      case PriceLookup.Priced(ModelPrice price) ->
          price.rates(usage.tier(), usage.inputTokens()).orElse(null);
      case PriceLookup.Unpriced _ -> null;
    };
  }

  private static @Nullable ModelPrice list(PriceLookup lookup) {
    return switch (lookup) {
      case PriceLookup.Priced(ModelPrice price) -> price.list();
      case PriceLookup.Unpriced _ -> null;
    };
  }

  private static long quantity(Usage usage, String meter) {
    return switch (meter) {
      case Meters.INPUT -> usage.plainInput();
      case Meters.CACHED_INPUT -> usage.cachedInput();
      case Meters.CACHE_WRITE_SHORT -> usage.cacheWriteShort();
      case Meters.CACHE_WRITE_LONG -> usage.cacheWriteLong();
      case Meters.AUDIO_INPUT -> usage.modalities().audioInput();
      case Meters.IMAGE_INPUT -> usage.modalities().imageInput();
      case Meters.OUTPUT -> usage.visibleOutput();
      case Meters.AUDIO_OUTPUT -> usage.modalities().audioOutput();
      case Meters.REASONING -> usage.reasoning();
      default -> throw new IllegalStateException("not a token meter: " + meter);
    };
  }
}
