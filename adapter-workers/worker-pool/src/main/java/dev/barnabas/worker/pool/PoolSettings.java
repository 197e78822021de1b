package dev.barnabas.worker.pool;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pool reads, as whom, and how much at a time.
 *
 * @param name names the pool in logs, threads and meters, for example the partner's id
 * @param groupId the consumer group that the instances of this pool share
 * @param topics the topics to read, each once
 * @param consumerProperties properties of the Kafka consumer, at least {@code bootstrap.servers}.
 *     The pool adds what it depends on (no auto-commit, {@code read_committed}, {@code earliest},
 *     raw bytes) and refuses other values for these; by default it joins with the classic protocol,
 *     the cooperative-sticky assignor and a session timeout of 8 s. {@code group.protocol=consumer}
 *     chooses KIP-848.
 * @param limits how much the pool takes on
 * @param times how long it waits
 * @param fairness who goes first when records wait
 */
public record PoolSettings(
    String name,
    String groupId,
    List<PoolTopic> topics,
    Map<String, Object> consumerProperties,
    PoolLimits limits,
    PoolTimes times,
    Fairness fairness) {

  public PoolSettings {
    requireText(name, "name");
    requireText(groupId, "groupId");
    topics = List.copyOf(topics);
    consumerProperties = Map.copyOf(consumerProperties);
    requireNonNull(limits, "limits");
    requireNonNull(times, "times");
    requireNonNull(fairness, "fairness");
    requireDistinct(topics);
    ConsumerSettings.check(groupId, consumerProperties, times);
  }

  /** Settings with default limits, times and fairness. */
  public static PoolSettings of(
      String name, String groupId, List<PoolTopic> topics, Map<String, Object> consumerProperties) {
    return new PoolSettings(
        name,
        groupId,
        topics,
        consumerProperties,
        PoolLimits.defaults(),
        PoolTimes.defaults(),
        Fairness.defaults());
  }

  public PoolSettings withLimits(PoolLimits value) {
    return new PoolSettings(name, groupId, topics, consumerProperties, value, times, fairness);
  }

  public PoolSettings withTimes(PoolTimes value) {
    return new PoolSettings(name, groupId, topics, consumerProperties, limits, value, fairness);
  }

  public PoolSettings withFairness(Fairness value) {
    return new PoolSettings(name, groupId, topics, consumerProperties, limits, times, value);
  }

  /** Leaves out property values: they may hold credentials. */
  @Override
  public String toString() {
    return "PoolSettings[name=%s, groupId=%s, topics=%s, consumerProperties=%s, limits=%s, times=%s]"
        .formatted(name, groupId, topics, consumerProperties.keySet(), limits, times);
  }

  private static void requireText(String value, String field) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + ": must not be blank");
    }
  }

  private static void requireDistinct(List<PoolTopic> topics) {
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("topics: must name at least one topic");
    }
    Set<String> seen = new HashSet<>();
    for (PoolTopic topic : topics) {
      if (!seen.add(topic.name())) {
        throw new IllegalArgumentException("topics: names " + topic.name() + " twice");
      }
    }
  }
}
