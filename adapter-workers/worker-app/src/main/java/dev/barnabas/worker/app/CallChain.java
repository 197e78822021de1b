package dev.barnabas.worker.app;

import dev.barnabas.adapter.ModelAdapter;

/**
 * The one place where the decorators of a provider's adapter are nested. From the outside in:
 *
 * <ol>
 *   <li>{@link AlertingAdapter}: hears the attempt's last word, once, whatever was repeated.
 *   <li>{@link RetryingAdapter}: everything below happens for each HTTP call, so a repeat meets the
 *       breaker and the rate limit again, and is a call with an id of its own.
 *   <li>{@link CircuitBreakingAdapter}: below the retry, because each call counts and an open
 *       breaker ends the repeats; above the rate limit, because with an open breaker nobody should
 *       wait for room.
 *   <li>{@link RateLimitedAdapter}: above the report, because waiting comes before the start gate:
 *       an item that waits can still move to another worker.
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
    String id = setup.partner().id();
    var timeout = setup.partner().timeout();
    ModelAdapter limited =
        new TimeLimitedAdapter(setup.provider(), timeout, tools.clock(), tools.timer());
    ModelAdapter traced = new TracedAdapter(limited, id, tools.tracer());
    ModelAdapter measured = new MeasuredAdapter(traced, setup.meters());
    ModelAdapter reporting = new ReportingAdapter(measured, attempt, tools.reports(), timeout);
    ModelAdapter rateLimited =
        new RateLimitedAdapter(
            reporting, setup.rate(), tools.clock(), tools.sleeper(), setup.meters());
    ModelAdapter breaking = new CircuitBreakingAdapter(rateLimited, setup.breaker(), tools.clock());
    ModelAdapter retrying =
        new RetryingAdapter(
            breaking,
            new Backoff(setup.partner().retry(), tools.random()),
            tools.clock(),
            tools.sleeper());
    return new AlertingAdapter(retrying, id, tools.alerts());
  }
}
