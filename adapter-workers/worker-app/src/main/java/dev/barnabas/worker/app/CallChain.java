package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.configuration.Partner;

/**
 * The one place where the decorators of a provider's adapter are nested. From the outside in:
 *
 * <ol>
 *   <li>{@link RetryingAdapter}: everything below happens for each HTTP call, so a repeat meets
 *       every gate again, and is a call with an id of its own.
 *   <li>{@link HoldingAdapter}: before any other wait, because nobody should wait for room at a
 *       partner that is not called; it only looks.
 *   <li>{@link RateLimitedAdapter}: the long waits. All waits are above the report, because they
 *       come before the start gate: an item that waits can still move to another worker.
 *   <li>{@link ConcurrencyLimitedAdapter}: below the rate limit, because who waits for the minute
 *       to pass should take no place of one who could call.
 *   <li>{@link ParkingAdapter} and {@link CircuitBreakingAdapter}: the permissions, asked for last,
 *       so that a wait neither outlives them nor holds one of the few of a half-open breaker. What
 *       they refuse goes back up to be held or handed back.
 *   <li>{@link ReportingAdapter}: asks the gate, then reports; every HTTP call passes below it and
 *       nothing that is not a call does.
 *   <li>{@link MeasuredAdapter} and {@link TracedAdapter}: inside the report, so that time spent
 *       waiting for Kafka is no part of the provider's latency.
 *   <li>{@link TimeLimitedAdapter}: innermost, around the provider alone: an interrupt can hit
 *       neither a report nor a wait.
 * </ol>
 */
final class CallChain {

  private CallChain() {}

  /** An adapter for one attempt; used by the attempt's thread only. */
  static ModelAdapter of(PartnerSetup setup, Attempt attempt, WorkerTools tools) {
    Partner partner = setup.partner();
    PartnerGates gates = setup.gates();
    var timeout = partner.timeout();
    ModelAdapter limited =
        new TimeLimitedAdapter(
            setup.provider(), timeout, tools.clock(), tools.timer(), gates.latencies());
    ModelAdapter traced = new TracedAdapter(limited, partner.id(), tools.tracer());
    ModelAdapter measured = new MeasuredAdapter(traced, setup.meters());
    ModelAdapter reporting = new ReportingAdapter(measured, attempt, tools.reports(), timeout);
    return gated(reporting, setup, gates, attempt, tools);
  }

  private static ModelAdapter gated(
      ModelAdapter reporting,
      PartnerSetup setup,
      PartnerGates gates,
      Attempt attempt,
      WorkerTools tools) {
    Partner partner = setup.partner();
    PartnerMeters meters = setup.meters();
    String attemptId = attempt.item().getAttemptId();
    Waiting waiting =
        new Waiting(
            attempt, () -> tools.cancelled().contains(attemptId), tools.clock(), tools.sleeper());
    ModelAdapter breaking =
        new CircuitBreakingAdapter(reporting, gates.standing().breaker(), tools.clock());
    ModelAdapter parking = new ParkingAdapter(breaking, gates.standing().key(), tools.clock());
    ModelAdapter concurrent =
        new ConcurrencyLimitedAdapter(
            parking,
            gates.concurrency(),
            partner.slowCall(),
            gates.latencies(),
            tools.clock(),
            meters);
    ModelAdapter rateLimited =
        new RateLimitedAdapter(concurrent, gates.rate(), partner, waiting, meters);
    ModelAdapter holding = new HoldingAdapter(rateLimited, gates.standing(), waiting, meters);
    return new RetryingAdapter(
        holding,
        new Backoff(partner.retry(), tools.random()),
        gates.budget(),
        tools.clock(),
        tools.sleeper(),
        allowed -> repeat(allowed, setup, tools),
        attempt.item().getHasFallback() ? partner.maxWait() : null);
  }

  private static void repeat(boolean allowed, PartnerSetup setup, WorkerTools tools) {
    setup.meters().repeat(allowed);
    if (!allowed) {
      tools.alerts().raise(PartnerAlert.budgetSpent(setup.partner()));
    }
  }
}
