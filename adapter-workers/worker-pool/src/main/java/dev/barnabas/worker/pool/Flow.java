package dev.barnabas.worker.pool;

/**
 * Whom a record belongs to among those that share a pool, and how much of it they may take.
 *
 * @param key names the flow, for example a tenant; records of the same key share one queue
 * @param weight its part of the permits against the other flows' weights, 1 to 1,000; the last
 *     record read of a flow decides
 */
public record Flow(String key, int weight) {

  /** The flow of records that name none. */
  public static final Flow COMMON = new Flow("", 1);

  private static final int MAX_WEIGHT = 1_000;

  public Flow {
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException("weight: must be between 1 and 1000, was " + weight);
    }
  }

  /** A flow whose weight is taken into the bounds if it lies beyond them. */
  public static Flow clamped(String key, int weight) {
    return new Flow(key, Math.clamp(weight, 1, MAX_WEIGHT));
  }
}
