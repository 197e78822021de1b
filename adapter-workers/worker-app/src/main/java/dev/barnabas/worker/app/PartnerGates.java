package dev.barnabas.worker.app;

import static java.util.Objects.requireNonNull;

/**
 * What stands between an item and its partner in this process.
 *
 * @param standing whether the partner is called at all
 * @param rate how often per minute
 * @param concurrency how many calls at a time
 * @param budget how many repeats
 * @param latencies how long its last answered calls took
 */
record PartnerGates(
    PartnerStanding standing,
    RateGate rate,
    ConcurrencyGate concurrency,
    RetryBudget budget,
    AnsweredLatencies latencies) {

  PartnerGates {
    requireNonNull(standing, "standing");
    requireNonNull(rate, "rate");
    requireNonNull(concurrency, "concurrency");
    requireNonNull(budget, "budget");
    requireNonNull(latencies, "latencies");
  }

  /** The same with another breaker. */
  PartnerGates with(PartnerBreaker breaker) {
    return new PartnerGates(
        new PartnerStanding(breaker, standing.key(), rate), rate, concurrency, budget, latencies);
  }
}
