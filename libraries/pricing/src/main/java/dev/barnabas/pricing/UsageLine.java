package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a usage event.
 *
 * @param meter what was counted, of {@link Meters}
 * @param quantity how many, above zero
 * @param measure how the quantity became known
 * @param unitPrice the provider's price of one; absent if the model is unpriced
 * @param cost {@code quantity × unitPrice}, exactly; absent if the model is unpriced
 */
public record UsageLine(
    String meter,
    long quantity,
    Measure measure,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal cost) {

  public UsageLine {
    requireNonNull(meter, "meter");
    requireNonNull(measure, "measure");
    if (quantity <= 0) {
      throw new IllegalArgumentException("quantity must be above 0 but is " + quantity);
    }
    if ((unitPrice == null) != (cost == null)) {
      throw new IllegalArgumentException("unitPrice and cost are both present or both absent");
    }
  }

  static UsageLine of(String meter, long quantity, Measure measure, PriceLookup lookup) {
    return switch (lookup) {
      case PriceLookup.Priced(ModelPrice price) -> {
        var unitPrice = price.unitPriceOf(meter);
        var cost = unitPrice.multiply(BigDecimal.valueOf(quantity));
        yield new UsageLine(meter, quantity, measure, unitPrice, cost);
      }
      case PriceLookup.Unpriced _ -> new UsageLine(meter, quantity, measure, null, null);
    };
  }
}
