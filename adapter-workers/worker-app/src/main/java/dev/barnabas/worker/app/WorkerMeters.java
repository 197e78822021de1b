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
