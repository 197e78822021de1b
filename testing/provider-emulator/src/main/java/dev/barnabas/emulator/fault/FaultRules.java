package dev.barnabas.emulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The rules in force, in the order they were first put. Thread-safe. */
public final class FaultRules {

  /**
   * What the rules say about one call.
   *
   * @param rule the rule that hits it, absent when none does
   * @param latency from the first matching rule that sets one
   */
  public record Verdict(@Nullable FaultRule rule, @Nullable Latency latency) {}

  private final Map<String, FaultRule> rules = new LinkedHashMap<>();
  private final Map<String, Integer> hits = new LinkedHashMap<>();

  /** Adds the rule, or replaces the one of its id and starts its count anew. */
  public synchronized void put(FaultRule rule) {
    rules.put(rule.id(), rule);
    hits.put(rule.id(), 0);
    notifyAll();
  }

  /** Replaces all rules. */
  public synchronized void replaceAll(List<FaultRule> all) {
    rules.clear();
    hits.clear();
    all.forEach(this::put);
    notifyAll();
  }

  /** Removes the rules that match and says how many. */
  public synchronized int removeIf(Predicate<FaultRule> unwanted) {
    List<String> ids = rules.values().stream().filter(unwanted).map(FaultRule::id).toList();
    rules.keySet().removeAll(ids);
    hits.keySet().removeAll(ids);
    notifyAll();
    return ids.size();
  }

  public synchronized List<FaultRule> all() {
    return new ArrayList<>(rules.values());
  }

  /** How many calls the rule has hit. */
  public synchronized int hits(String id) {
    return hits.getOrDefault(id, 0);
  }

  /** Whether this very rule is still in force. */
  public synchronized boolean inForce(FaultRule rule) {
    return rule.equals(rules.get(rule.id()));
  }

  /**
   * Waits until the rule is removed or replaced.
   *
   * @return whether it was, within {@code most}
   */
  public synchronized boolean awaitRemoval(FaultRule rule, Duration most)
      throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    long left = most.toMillis();
    while (inForce(rule) && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    return !inForce(rule);
  }

  /** Decides about one call, and counts it against the rule that hits. */
  public synchronized Verdict decide(String provider, String model, RandomGenerator random) {
    Latency latency = null;
    for (FaultRule rule : rules.values()) {
      if (!rule.matches(provider, model)) {
        continue;
      }
      if (latency == null) {
        latency = rule.latency();
      }
      if (rule.fault().kind() != FaultKind.NONE && fires(rule, random)) {
        hits.merge(rule.id(), 1, Integer::sum);
        return new Verdict(rule, latency);
      }
    }
    return new Verdict(null, latency);
  }

  private boolean fires(FaultRule rule, RandomGenerator random) {
    boolean left = rule.count() == null || hits(rule.id()) < rule.count();
    return left && (rule.probability() >= 1 || random.nextDouble() < rule.probability());
  }
}
