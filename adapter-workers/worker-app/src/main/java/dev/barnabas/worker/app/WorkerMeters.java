package dev.barnabas.worker.app;

/** The names of the worker's meters; none is labelled by tenant. */
final class WorkerMeters {

  /** Timer: a provider call from its first byte sent to its end. */
  static final String CALL_DURATION = "gen_ai.client.operation.duration";

  /** Summary of tokens per call, by {@link #TAG_TOKEN_TYPE}. */
  static final String TOKENS = "gen_ai.client.token.usage";

  /** Gauge: provider calls under way. */
  static final String CALLS_IN_FLIGHT = "worker.calls.in.flight";

  /** Counter: work items that ended, by {@link #TAG_OUTCOME}: SUCCESS or a failure kind. */
  static final String ATTEMPTS = "worker.attempts";

  /** Timer: how long a call waited for the partner's rate limit. */
  static final String RATE_LIMIT_WAIT = "worker.rate.limit.wait";

  /** Gauge: calls to the partner that may be in flight. */
  static final String CONCURRENCY_LIMIT = "worker.concurrency.limit";

  /** Timer: how long a call waited until one more could be in flight. */
  static final String CONCURRENCY_WAIT = "worker.concurrency.wait";

  /** Gauge: this instance's part of the partner's rate limits, 0 to 1. */
  static final String SHARE = "worker.rate.limit.share";

  /** Gauge: seconds for which the partner asked to be left alone. */
  static final String PAUSED = "worker.paused";

  /** Gauge: 1 while no call is made with the partner's key. */
  static final String KEY_PARKED = "worker.key.parked";

  /** Gauge: work items held because the partner is not called. */
  static final String HELD = "worker.held";

  /** Counter: repeats that were wanted, by {@link #TAG_OUTCOME}: allowed or denied. */
  static final String REPEATS = "worker.repeats";

  /** Counter: health checks, by {@link #TAG_OUTCOME}: AVAILABLE or a failure kind. */
  static final String HEALTH_CHECKS = "worker.health.checks";

  /** Gauge: the circuit breaker: 0 closed, 1 half open, 2 open. */
  static final String BREAKER = "worker.breaker.state";

  /** Counter: records that are no work item, by {@link #TAG_REASON}. */
  static final String DEAD_LETTERS = "worker.dead.letters";

  /** Counter: records of ours that Kafka did not take at once, each failed try counted. */
  static final String PUBLISH_FAILURES = "worker.publish.failures";

  static final String TAG_PARTNER = "partner";
  static final String TAG_MODEL = "gen_ai.request.model";
  static final String TAG_PROVIDER = "gen_ai.provider.name";
  static final String TAG_OUTCOME = "outcome";
  static final String TAG_TOKEN_TYPE = "gen_ai.token.type";
  static final String TAG_REASON = "reason";

  private WorkerMeters() {}
}
