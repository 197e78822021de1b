package dev.barnabas.pricing;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * So many of a meter at a price.
 *
 * @param price the meter and what one of it costs
 * @param quantity time times how many there are; negative where less is charged than before
 */
public record CapacityLine(Price price, BigDecimal quantity) {

  /**
   * A meter at a price. Sorted by meter, then price.
   *
   * @param meter the unit's, of {@link Meters}
   * @param unitPrice what one costs
   */
  public record Price(String meter, BigDecimal unitPrice) implements Comparable<Price> {
    private static final Comparator<Price> ORDER =
        comparing(Price::meter).thenComparing(Price::unitPrice);

    /** Equal prices are equal records: trailing zeros are as in {@link Decimals}. */
    public Price {
      requireNonNull(meter, "meter");
      unitPrice = Decimals.exact(unitPrice, "unitPrice");
    }

    @Override
    public int compareTo(Price other) {
      return ORDER.compare(this, other);
    }
  }

  /** Equal quantities are equal records. */
  public CapacityLine {
    requireNonNull(price, "price");
    quantity = Decimals.exact(quantity, "quantity");
  }

  /** The lines of quantities by price; what came to nothing is none. */
  public static List<CapacityLine> of(SortedMap<Price, BigDecimal> quantities) {
    return quantities.entrySet().stream()
        .filter(entry -> entry.getValue().signum() != 0)
        .map(entry -> new CapacityLine(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Quantity times price, exactly. */
  public BigDecimal cost() {
    return Decimals.exact(quantity.multiply(price.unitPrice()), "cost");
  }
}
