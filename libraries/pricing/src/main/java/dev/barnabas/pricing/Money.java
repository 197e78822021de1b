package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * An exact amount in one currency. It may be negative: a reversal is.
 *
 * @param amount kept at scale {@value Decimals#SCALE}, so that equal amounts are equal records
 * @param currency three capital letters, as in ISO 4217
 */
public record Money(BigDecimal amount, String currency) implements Comparable<Money> {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  /**
   * @throws IllegalArgumentException if the amount does not fit {@code decimal(38, 18)} or the
   *     currency is not three capital letters
   */
  public Money {
    amount = Decimals.exact(requireNonNull(amount, "amount"), "amount");
    requireCurrency(currency);
  }

  /** No money, in a currency. */
  public static Money zero(String currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /** An amount from its text, such as {@code "0.00002"}. */
  public static Money of(String amount, String currency) {
    return new Money(new BigDecimal(amount), currency);
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money plus(Money other) {
    return new Money(amount.add(inSameCurrency(other)), currency);
  }

  /** The amount that many times. */
  public Money times(long quantity) {
    return new Money(amount.multiply(BigDecimal.valueOf(quantity)), currency);
  }

  /**
   * The amount at a factor, rounded half-even to {@value Decimals#SCALE} digits after the point:
   * the one place on the billing path that rounds.
   */
  Money scaledBy(BigDecimal factor) {
    return new Money(
        amount.multiply(factor).setScale(Decimals.SCALE, RoundingMode.HALF_EVEN), currency);
  }

  /** Whether nothing is owed. */
  public boolean isZero() {
    return amount.signum() == 0;
  }

  /**
   * By amount.
   *
   * @throws IllegalArgumentException if the currencies differ
   */
  @Override
  public int compareTo(Money other) {
    return amount.compareTo(inSameCurrency(other));
  }

  /** The amount without trailing zeros, and the currency: {@code 0.00002 USD}. */
  @Override
  public String toString() {
    return (isZero() ? "0" : amount.stripTrailingZeros().toPlainString()) + " " + currency;
  }

  static void requireCurrency(String currency) {
    if (!CURRENCY.matcher(requireNonNull(currency, "currency")).matches()) {
      throw new IllegalArgumentException(
          "currency must be three capital letters (ISO 4217) but is " + currency);
    }
  }

  private BigDecimal inSameCurrency(Money other) {
    if (!other.currency.equals(currency)) {
      throw new IllegalArgumentException(
          "amounts of two currencies do not mix: " + currency + " and " + other.currency);
    }
    return other.amount;
  }
}
