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
 * @param unitPrice the provider's price of one; absent if the book has none for the model or its
 *     service tier
 * @param cost {@code quantity × unitPrice}, exactly; absent where the price is
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

  static UsageLine of(
      String meter, long quantity, Measure measure, @Nullable BigDecimal unitPrice) {
    var cost = unitPrice == null ? null : unitPrice.multiply(BigDecimal.valueOf(quantity));
    return new UsageLine(meter, quantity, measure, unitPrice, cost);
  }
}
