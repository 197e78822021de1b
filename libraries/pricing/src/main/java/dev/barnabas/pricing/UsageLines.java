package dev.barnabas.pricing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the inclusive counts of a {@link Usage} into disjoint lines: every token is on exactly one
 * line, so the lines add up to {@link Usage#totalTokens()} and no cached token is paid for twice.
 */
public final class UsageLines {

  private UsageLines() {}

  /**
   * The lines of a call, in the order of {@link Meters#TOKENS}. A meter with nothing on it has no
   * line. A call at a price per request has a line {@link Meters#REQUEST} of quantity 1 at the end.
   */
  public static List<UsageLine> of(Usage usage, PriceLookup lookup) {
    var lines = new ArrayList<UsageLine>();
    for (var meter : Meters.TOKENS) {
      long quantity = quantity(usage, meter);
      if (quantity > 0) {
        lines.add(UsageLine.of(meter, quantity, usage.measure(), lookup));
      }
    }
    if (isPricedPerRequest(lookup)) {
      lines.add(UsageLine.of(Meters.REQUEST, 1, usage.measure(), lookup));
    }
    return List.copyOf(lines);
  }

  /**
   * What the provider is expected to charge: the sum of the lines' costs, in the price's currency.
   * {@code null} if the model is unpriced.
   */
  public static @Nullable Money providerCost(Usage usage, PriceLookup lookup) {
    return switch (lookup) {
      case PriceLookup.Unpriced _ -> null;
      case PriceLookup.Priced(ModelPrice price) -> {
        var sum = Money.zero(price.currency());
        for (var line : of(usage, lookup)) {
          var cost = line.cost();
          sum = cost == null ? sum : sum.plus(new Money(cost, price.currency()));
        }
        yield sum;
      }
    };
  }

  private static boolean isPricedPerRequest(PriceLookup lookup) {
    return switch (lookup) {
      case PriceLookup.Priced(ModelPrice price) -> price.perRequest() != null;
      case PriceLookup.Unpriced _ -> false;
    };
  }

  private static long quantity(Usage usage, String meter) {
    return switch (meter) {
      case Meters.INPUT -> usage.plainInput();
      case Meters.CACHED_INPUT -> usage.cachedInput();
      case Meters.CACHE_WRITE_SHORT -> usage.cacheWriteShort();
      case Meters.CACHE_WRITE_LONG -> usage.cacheWriteLong();
      case Meters.OUTPUT -> usage.visibleOutput();
      case Meters.REASONING -> usage.reasoning();
      default -> throw new IllegalStateException("not a token meter: " + meter);
    };
  }
}
