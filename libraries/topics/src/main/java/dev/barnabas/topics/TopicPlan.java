package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an installation chooses about its topics.
 *
 * @param homePartitions N: partitions of requests, control, outcomes, fallback, misplaced and of
 *     broker-app's outputs; fixed at birth
 * @param workPartitions partitions of each work topic: the most instances of one worker pool
 * @param partners each partner's id and the {@code retention} of its work topics
 * @param tenants tenants with request and response topics of their own; empty for shared ones
 * @param dedupeWindow how long a (tenant, correlation id) is remembered
 * @param sizes the size budget
 */
public record TopicPlan(
    int homePartitions,
    int workPartitions,
    Map<String, Duration> partners,
    Set<String> tenants,
    Duration dedupeWindow,
    SizeBudget sizes) {
  /** Partitions where nothing is said: a commit touches few, so answers stay quick. */
  public static final int DEFAULT_PARTITIONS = 4;

  /** How long work is kept for a partner that names no retention. */
  public static final Duration DEFAULT_WORK_RETENTION = Duration.ofHours(24);

  /** How long ids are remembered where nothing is said. */
  public static final Duration DEFAULT_DEDUPE_WINDOW = Duration.ofHours(24);

  /** Sorts and copies; refuses impossible numbers. */
  public TopicPlan {
    requireNonNull(sizes, "sizes");
    requireNonNull(dedupeWindow, "dedupeWindow");
    partners = Collections.unmodifiableMap(new TreeMap<>(partners));
    tenants = Collections.unmodifiableSet(new TreeSet<>(tenants));
    if (homePartitions < 1 || workPartitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1");
    }
    if (dedupeWindow.isNegative() || dedupeWindow.isZero()) {
      throw new IllegalArgumentException("dedupeWindow must be positive");
    }
  }

  /** Shared topics of {@link #DEFAULT_PARTITIONS} partitions and the default windows. */
  public static TopicPlan ofDefaults(Set<String> partnerIds) {
    Map<String, Duration> partners = new TreeMap<>();
    partnerIds.forEach(id -> partners.put(id, DEFAULT_WORK_RETENTION));
    return new TopicPlan(
        DEFAULT_PARTITIONS,
        DEFAULT_PARTITIONS,
        partners,
        Set.of(),
        DEFAULT_DEDUPE_WINDOW,
        SizeBudget.ofDefaults());
  }
}
