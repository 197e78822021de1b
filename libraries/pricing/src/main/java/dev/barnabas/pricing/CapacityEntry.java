package dev.barnabas.pricing;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Capacity that a partner bills whether it is used or not, in a period.
 *
 * @param name what it is called; its charges of a month are one account under this name
 * @param partner the partner's id
 * @param model the partner's own name of the model; absent where it serves several, or none
 * @param unit what it is billed by
 * @param price of one for one unit; 0 to 1,000,000,000, at most {@value #PRICE_SCALE} digits after
 *     the point
 * @param quantity how many there are; above 0 to 1,000,000, at most {@value #QUANTITY_SCALE} digits
 *     after the point
 * @param tenant who it is charged to
 * @param costCentre who pays inside the tenant
 * @param currency of the price, ISO 4217
 * @param effectiveFrom the first instant at which it is billed; with a {@link CapacityUnit#MONTH},
 *     the start of a day, UTC
 * @param effectiveTo the first instant at which it no longer is; absent: until the next entry of
 *     the name begins, or for good
 */
public record CapacityEntry(
    String name,
    String partner,
    @Nullable String model,
    CapacityUnit unit,
    BigDecimal price,
    BigDecimal quantity,
    String tenant,
    @Nullable String costCentre,
    String currency,
    Instant effectiveFrom,
    @Nullable Instant effectiveTo) {

  /**
   * Digits of a price after the point: with those of quantity and time 18, so no cost loses one.
   */
  public static final int PRICE_SCALE = 6;

  /** Digits of a quantity after the point. */
  public static final int QUANTITY_SCALE = 3;

  /** The dearest price of one unit that is believed. */
  public static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000_000);

  /** The largest quantity that is believed. */
  public static final BigDecimal MAX_QUANTITY = BigDecimal.valueOf(1_000_000);

  /**
   * @throws IllegalArgumentException if a text is blank, a number out of its range, the currency no
   *     three capital letters, the end not after the beginning, or a monthly period does not begin
   *     and end with a day
   */
  public CapacityEntry {
    requireText(name, "name");
    requireText(partner, "partner");
    requireText(tenant, "tenant");
    requireNonNull(unit, "unit");
    price = within(price, MAX_PRICE, PRICE_SCALE, "price");
    quantity = within(quantity, MAX_QUANTITY, QUANTITY_SCALE, "quantity");
    Money.requireCurrency(currency);
    requireNonNull(effectiveFrom, "effectiveFrom");
    if (quantity.signum() == 0) {
      throw new IllegalArgumentException("quantity must be above 0");
    }
    if (effectiveTo != null && !effectiveTo.isAfter(effectiveFrom)) {
      throw new IllegalArgumentException(
          "effectiveTo " + effectiveTo + " is not after effectiveFrom " + effectiveFrom);
    }
    if (unit == CapacityUnit.MONTH && !(isDay(effectiveFrom) && isDay(effectiveTo))) {
      throw new IllegalArgumentException("a monthly period begins and ends with a day, UTC");
    }
  }

  /** Whether an instant is the start of a day, UTC; so is an absent one. */
  public static boolean isDay(@Nullable Instant at) {
    return at == null || at.equals(at.atOffset(UTC).truncatedTo(ChronoUnit.DAYS).toInstant());
  }

  private static BigDecimal within(BigDecimal value, BigDecimal max, int scale, String name) {
    var shortest = requireNonNull(value, name).stripTrailingZeros();
    if (shortest.signum() < 0 || shortest.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          name + " must be between 0 and " + max.toPlainString() + " but is " + value);
    }
    if (shortest.scale() > scale) {
      throw new IllegalArgumentException(
          name + " has more than " + scale + " digits after the point");
    }
    return shortest.setScale(scale);
  }

  private static void requireText(String text, String name) {
    if (requireNonNull(text, name).isBlank()) {
      throw new IllegalArgumentException(name + " is blank");
    }
  }
}
