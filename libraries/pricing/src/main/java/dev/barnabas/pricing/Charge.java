package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

/**
 * What settles a hold: the actual use, but never more than was held, for tokens and money alike.
 *
 * @param tokens tokens charged
 * @param money money charged
 * @param excessTokens tokens used beyond the hold, which nobody is charged for
 * @param excessMoney money beyond the hold, which is our cost
 */
public record Charge(long tokens, Money money, long excessTokens, Money excessMoney) {

  public Charge {
    requireNonNull(money, "money");
    requireNonNull(excessMoney, "excessMoney");
    if (tokens < 0
        || excessTokens < 0
        || money.amount().signum() < 0
        || excessMoney.amount().signum() < 0) {
      throw new IllegalArgumentException("a charge and its excess cannot be negative");
    }
  }

  /**
   * Settles.
   *
   * @throws IllegalArgumentException if an argument is negative or the currencies differ
   */
  public static Charge settle(long actualTokens, Money actual, long heldTokens, Money held) {
    long tokens = Math.min(actualTokens, heldTokens);
    var money = actual.min(held);
    return new Charge(tokens, money, actualTokens - tokens, actual.minus(money));
  }

  /** Nothing charged. */
  public static Charge none(String currency) {
    return new Charge(0, Money.zero(currency), 0, Money.zero(currency));
  }

  /** Whether the call used more than was held: an {@code ESTIMATE_EXCEEDED}. */
  public boolean exceedsHold() {
    return excessTokens > 0 || excessMoney.isPositive();
  }
}
