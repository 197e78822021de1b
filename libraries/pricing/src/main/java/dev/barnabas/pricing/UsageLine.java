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
 * @param listUnitPrice the list price of one where {@code unitPrice} is contracted; else absent
 */
public record UsageLine(
    String meter,
    long quantity,
    Measure measure,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal cost,
    @Nullable BigDecimal listUnitPrice) {

  public UsageLine {
    requireNonNull(meter, "meter");
    requireNonNull(measure, "measure");
    if (quantity <= 0) {
      throw new IllegalArgumentException("quantity must be above 0 but is " + quantity);
    }
    if ((unitPrice == null) != (cost == null)) {
      throw new IllegalArgumentException("unitPrice and cost are both present or both absent");
    }
    if (unitPrice == null && listUnitPrice != null) {
      throw new IllegalArgumentException("a list price stands beside a contracted one only");
    }
  }

  /** A line at the list price, or without a price. */
  public UsageLine(
      String meter,
      long quantity,
      Measure measure,
      @Nullable BigDecimal unitPrice,
      @Nullable BigDecimal cost) {
    this(meter, quantity, measure, unitPrice, cost, null);
  }

  static UsageLine of(
      String meter,
      long quantity,
      Measure measure,
      @Nullable BigDecimal unitPrice,
      @Nullable BigDecimal listUnitPrice) {
    var cost = unitPrice == null ? null : unitPrice.multiply(BigDecimal.valueOf(quantity));
    return new UsageLine(
        meter, quantity, measure, unitPrice, cost, unitPrice == null ? null : listUnitPrice);
  }

  /**
   * {@code quantity × listUnitPrice}, exactly: what the line would cost without the contract;
   * absent where there is none.
   */
  public @Nullable BigDecimal listCost() {
    return listUnitPrice == null ? null : listUnitPrice.multiply(BigDecimal.valueOf(quantity));
  }
}
