package dev.barnabas.broker.budget;

import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output.BalanceAfter;
import java.util.List;

/** Whether a worst case fits all limits. */
public sealed interface ReservationDecision {

  /**
   * It fits.
   *
   * @param hold what is reserved, and where
   * @param balances the touched windows after it
   * @param shadowed limits in shadow mode that would have refused
   * @param alerts the windows, of those that grew, that have reached their soft limit
   */
  record Granted(
      Hold hold, List<BalanceAfter> balances, List<Limit> shadowed, List<SoftlyReached> alerts)
      implements ReservationDecision {}

  /**
   * A window has reached its soft limit.
   *
   * @param limit the limit
   * @param after the window
   */
  record SoftlyReached(Limit limit, BalanceAfter after) {}

  /**
   * It does not fit now, and fits an empty window.
   *
   * @param limit the limit that has no room
   */
  record Wait(Limit limit) implements ReservationDecision {}

  /**
   * A day or month has no room.
   *
   * @param limit the limit
   */
  record Exhausted(Limit limit) implements ReservationDecision {}

  /**
   * It does not even fit an empty window.
   *
   * @param limit the limit
   */
  record TooLarge(Limit limit) implements ReservationDecision {}

  /** No limit is configured for the tenant: nothing may be reserved. */
  record NoQuota() implements ReservationDecision {}
}
