package dev.barnabas.adapter;

/**
 * One partner's provider, as the worker pool calls it.
 *
 * <p>Implementations are safe for many threads and block the caller, which is a virtual thread. A
 * call is bounded in time and bytes, answers interruption, and makes at most one HTTP request. An
 * expected failure is returned, never thrown: what is thrown is a bug.
 */
public interface ModelAdapter extends AutoCloseable {

  /** The {@code gen_ai.provider.name} of the provider, such as {@code openai}. */
  String providerId();

  /**
   * Makes one call. A call whose deadline has passed is not made: the outcome is {@code
   * EXPIRED_BEFORE_CALL}.
   */
  ModelOutcome infer(ModelCall call);

  /**
   * Asks whether the provider answers. It is never a paid call, and is bounded to a few seconds.
   */
  HealthStatus healthCheck();

  /** The provider's response envelope, which every answer is checked against. */
  JsonSchema schema();

  /** Frees connections. Calls under way end as {@code UNKNOWN} or {@code PROVIDER_UNAVAILABLE}. */
  @Override
  default void close() {}
}
