package dev.barnabas.worker.pool;

/**
 * A topic that the pool reads.
 *
 * @param name the topic's name
 * @param priority topics of the same number are one lane; the lane with the smaller number starts
 *     first when permits are short, see {@link Fairness}
 */
public record PoolTopic(String name, int priority) {

  public PoolTopic {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: must not be blank");
    }
  }

  /** A topic whose records start before those of {@link #bulk}. */
  public static PoolTopic realtime(String name) {
    return new PoolTopic(name, 0);
  }

  /** A topic whose records start when no realtime record waits, and as guaranteed beside these. */
  public static PoolTopic bulk(String name) {
    return new PoolTopic(name, 1);
  }
}
