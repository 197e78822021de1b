package dev.barnabas.broker.budget;

import dev.barnabas.broker.budget.ReservationDecision.SoftlyReached;
import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Hold.HeldWindow;
import dev.barnabas.broker.request.Output.BalanceAfter;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One hold against every limit of the tenant, in one decision. Pure. */
public final class Reservation {
  private Reservation() {}

  /**
   * Whether a new worst case fits.
   *
   * @param tenantId the tenant
   * @param limits every limit that applies
   * @param tokens the worst case in tokens
   * @param money the worst case in money, zero where nothing is priced
   * @param balances what windows hold
   * @param now the decision's time
   */
  public static ReservationDecision decide(
      String tenantId,
      List<Limit> limits,
      long tokens,
      BigDecimal money,
      Function<WindowKey, Balance> balances,
      Instant now) {
    if (limits.isEmpty()) {
      return new ReservationDecision.NoQuota();
    }
    List<HeldWindow> windows = new ArrayList<>();
    List<BalanceAfter> after = new ArrayList<>();
    List<Limit> shadowed = new ArrayList<>();
    List<Limit> full = new ArrayList<>();
    List<SoftlyReached> alerts = new ArrayList<>();
    for (Limit limit : limits) {
      BigDecimal amount = limit.kind().reserves(tokens, money);
      WindowKey key =
          new WindowKey(tenantId, limit.scope(), limit.kind().word(), limit.kind().windowId(now));
      Balance next = balances.apply(key).reserve(amount);
      if (next.taken().compareTo(limit.value()) > 0) {
        if (limit.enforced() && amount.compareTo(limit.value()) > 0) {
          return new ReservationDecision.TooLarge(limit);
        }
        (limit.enforced() ? full : shadowed).add(limit);
      }
      windows.add(new HeldWindow(key, amount));
      BalanceAfter grown = new BalanceAfter(key, limit.value(), next);
      after.add(grown);
      if (limit.softlyReached(next.taken())) {
        alerts.add(new SoftlyReached(limit, grown));
      }
    }
    return full.isEmpty()
        ? new ReservationDecision.Granted(
            new Hold(tokens, money, windows, LimitKind.TOKENS_PER_MONTH.windowId(now), true),
            after,
            shadowed,
            alerts)
        : refusal(full);
  }

  /**
   * A day or month without room refuses for good, so it goes before a minute that will have room
   * again.
   */
  private static ReservationDecision refusal(List<Limit> full) {
    return full.stream()
        .filter(limit -> !limit.kind().waits())
        .findFirst()
        .<ReservationDecision>map(ReservationDecision.Exhausted::new)
        .orElseGet(() -> new ReservationDecision.Wait(full.getFirst()));
  }

  /**
   * Whether a hold can be raised to a dearer worst case, in the windows it was taken in.
   *
   * @param hold the hold
   * @param limits the limits in force; a window whose limit is gone is not checked
   * @param tokens the new worst case in tokens
   * @param money the new worst case in money
   * @param balances what windows hold
   */
  public static ReservationDecision raise(
      Hold hold,
      List<Limit> limits,
      long tokens,
      BigDecimal money,
      Function<WindowKey, Balance> balances) {
    List<HeldWindow> windows = new ArrayList<>();
    List<BalanceAfter> after = new ArrayList<>();
    List<Limit> shadowed = new ArrayList<>();
    List<SoftlyReached> alerts = new ArrayList<>();
    for (HeldWindow held : hold.windows()) {
      BigDecimal wanted = LimitKind.ofWord(held.window().limit()).reserves(tokens, money);
      BigDecimal amount = wanted.max(held.amount());
      Balance next = balances.apply(held.window()).reserve(amount.subtract(held.amount()));
      Limit limit = inForce(limits, held.window());
      if (amount.compareTo(held.amount()) > 0 && next.taken().compareTo(limit.value()) > 0) {
        if (limit.enforced()) {
          return new ReservationDecision.Exhausted(limit);
        }
        shadowed.add(limit);
      }
      windows.add(new HeldWindow(held.window(), amount));
      BalanceAfter grown = new BalanceAfter(held.window(), limit.value(), next);
      after.add(grown);
      if (amount.compareTo(held.amount()) > 0 && limit.softlyReached(next.taken())) {
        alerts.add(new SoftlyReached(limit, grown));
      }
    }
    Hold raised =
        new Hold(
            Math.max(tokens, hold.tokens()),
            money.max(hold.money()),
            windows,
            hold.chargePeriod(),
            true);
    return new ReservationDecision.Granted(raised, after, shadowed, alerts);
  }

  /** The limit in force for a window; one that left the configuration limits no more. */
  static Limit inForce(List<Limit> limits, WindowKey window) {
    return limits.stream()
        .filter(l -> l.scope().equals(window.scope()) && l.kind().word().equals(window.limit()))
        .findFirst()
        .orElseGet(() ->
            new Limit(window.scope(), LimitKind.ofWord(window.limit()), Limit.NO_BOUND, false));
  }
}
