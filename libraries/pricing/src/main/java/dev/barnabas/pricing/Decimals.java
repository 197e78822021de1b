package dev.barnabas.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The one decimal format of the billing path, Avro's {@code decimal(38, 18)}. */
public final class Decimals {

  /** Digits after the decimal point of every amount and unit price. */
  public static final int SCALE = 18;

  /** Significant digits at most. */
  public static final int PRECISION = 38;

  private static final BigDecimal DEAREST_UNIT_PRICE = BigDecimal.valueOf(1_000_000);

  private Decimals() {}

  /**
   * The same number at scale {@value #SCALE}.
   *
   * @param name what the number is, for the message
   * @throws IllegalArgumentException if that would lose a digit or take more than {@value
   *     #PRECISION} digits
   */
  static BigDecimal exact(BigDecimal value, String name) {
    var shortest = value.stripTrailingZeros();
    if (shortest.scale() > SCALE) {
      throw new IllegalArgumentException(
          name + " has more than " + SCALE + " digits after the decimal point");
    }
    if ((long) shortest.precision() - shortest.scale() > PRECISION - SCALE) {
      throw new IllegalArgumentException(
          name + " has more than " + (PRECISION - SCALE) + " digits before the decimal point");
    }
    return shortest.setScale(SCALE);
  }

  /** A unit price: at scale {@value #SCALE}, not negative, at most 1,000,000. */
  static BigDecimal unitPrice(BigDecimal value, String name) {
    if (value.signum() < 0 || value.compareTo(DEAREST_UNIT_PRICE) > 0) {
      throw new IllegalArgumentException(
          name
              + " must be between 0 and "
              + DEAREST_UNIT_PRICE.toPlainString()
              + " but is "
              + value);
    }
    return exact(value, name);
  }

  /** The same for a price that may be absent. */
  static @Nullable BigDecimal optionalUnitPrice(@Nullable BigDecimal value, String name) {
    return value == null ? null : unitPrice(value, name);
  }
}
