package dev.barnabas.broker.budget;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output.BalanceAfter;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** What the windows of a hold hold after it closed with a charge that is never above it. Pure. */
public final class HoldClosing {
  private HoldClosing() {}

  /**
   * The balances after a hold was closed.
   *
   * @param hold an open hold
   * @param limits the limits in force
   * @param tokens tokens charged, at most the hold's
   * @param money money charged, at most the hold's
   * @param balances what windows hold
   */
  public static List<BalanceAfter> close(
      Hold hold,
      List<Limit> limits,
      long tokens,
      BigDecimal money,
      Function<WindowKey, Balance> balances) {
    if (tokens > hold.tokens() || money.compareTo(hold.money()) > 0) {
      throw new IllegalArgumentException("a charge never exceeds its hold");
    }
    return hold.windows().stream()
        .map(held -> {
          BigDecimal charge = LimitKind.ofWord(held.window().limit()).settles(tokens, money);
          Balance next =
              balances.apply(held.window()).reserve(held.amount().negate()).settle(charge);
          return new BalanceAfter(
              held.window(), Reservation.inForce(limits, held.window()).value(), next);
        })
        .toList();
  }

  /** The balances after a settled charge became another one, in the windows of its hold. */
  public static List<BalanceAfter> correct(
      Hold hold,
      List<Limit> limits,
      long tokensChange,
      BigDecimal moneyChange,
      Function<WindowKey, Balance> balances) {
    return hold.windows().stream()
        .map(held -> {
          LimitKind kind = LimitKind.ofWord(held.window().limit());
          BigDecimal change =
              kind.settles(tokensChange, moneyChange).subtract(kind.settles(0, BigDecimal.ZERO));
          return new BalanceAfter(
              held.window(),
              Reservation.inForce(limits, held.window()).value(),
              balances.apply(held.window()).settle(change));
        })
        .toList();
  }
}
