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

  /**
   * The difference, which may be negative.
   *
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money minus(Money other) {
    return new Money(amount.subtract(inSameCurrency(other)), currency);
  }

  /** The same amount with the other sign. */
  public Money negated() {
    return new Money(amount.negate(), currency);
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

  /** The smaller of two amounts in one currency. */
  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The larger of two amounts in one currency. */
  public Money max(Money other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether nothing is owed. */
  public boolean isZero() {
    return amount.signum() == 0;
  }

  /** Whether the amount is above zero. */
  public boolean isPositive() {
    return amount.signum() > 0;
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

  static String requireCurrency(String currency) {
    if (!CURRENCY.matcher(requireNonNull(currency, "currency")).matches()) {
      throw new IllegalArgumentException(
          "currency must be three capital letters (ISO 4217) but is " + currency);
    }
    return currency;
  }

  private BigDecimal inSameCurrency(Money other) {
    if (!other.currency.equals(currency)) {
      throw new IllegalArgumentException(
          "amounts of two currencies do not mix: " + currency + " and " + other.currency);
    }
    return other.amount;
  }
}
