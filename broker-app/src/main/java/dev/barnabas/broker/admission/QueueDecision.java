package dev.barnabas.broker.admission;

import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.LimitKind;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.BrokerState;
import dev.barnabas.broker.request.Parked;
import dev.barnabas.broker.request.RequestState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;

/** Whether a request may wait in its tenant's queue. Pure. */
sealed interface QueueDecision {

  /** It may. */
  record Room() implements QueueDecision {}

  /**
   * The queue is full.
   *
   * @param message says how long it is, and about how long the last one in it will wait
   */
  record Full(String message) implements QueueDecision {}

  /**
   * Decides.
   *
   * @param state who wants to wait
   * @param bytes what it weighs, sealed
   * @param stored what is parked
   * @param policies the bounds
   */
  static QueueDecision decide(
      RequestState state, int bytes, BrokerState stored, Policies policies) {
    String tenantId = state.key().tenantId();
    Policies.Queue bound = policies.queue(tenantId);
    Parked parked = stored.parked(tenantId, state.lane());
    if (parked.requests() < bound.requests() && parked.bytes() + bytes <= bound.bytes()) {
      return new Room();
    }
    OptionalLong minutes = minutes(policies.limits(tenantId, state.alias()), parked.requests());
    return new Full(
        "the tenant's queue is full: "
            + parked.requests()
            + " requests, "
            + parked.bytes()
            + " bytes; expected wait "
            + (minutes.isPresent() ? "about " + minutes.getAsLong() + " min" : "not known"));
  }

  /** How long a queue lasts at the least requests per minute that a limit allows. */
  private static OptionalLong minutes(List<Limit> limits, long requests) {
    return limits.stream()
        .filter(limit -> limit.enforced() && limit.kind() == LimitKind.REQUESTS_PER_MINUTE)
        .filter(limit -> limit.value().signum() > 0)
        .mapToLong(limit ->
            BigDecimal.valueOf(requests + 1)
                .divide(limit.value(), 0, RoundingMode.CEILING)
                .longValue())
        .max();
  }
}
