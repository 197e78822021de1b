package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A policy checked and ready for the engine. Immutable; made by {@link PolicyCompiler}. */
public final class CompiledPolicy {

  private final Map<EntityType, Action> actions;
  private final List<String> phoneRegions;
  private final List<Detector> own;
  private final Set<String> allowed;
  private final @Nullable KeyedHash hash;
  private final Set<EntityType> active;
  private final Map<EntityType, Float> thresholds;
  private final Map<EntityType, Rule> rules = new HashMap<>();
  private final DetectContext context;
  private final boolean blocks;

  /** What happens to a type from which score on. */
  private record Rule(Action action, float threshold) {}

  CompiledPolicy(
      Map<EntityType, Action> actions,
      List<String> phoneRegions,
      List<Detector> own,
      Set<String> allowed,
      @Nullable KeyedHash hash,
      Map<EntityType, Float> thresholds) {
    this.thresholds = Map.copyOf(thresholds);
    this.actions = Collections.unmodifiableMap(new TreeMap<>(actions));
    this.phoneRegions = List.copyOf(phoneRegions);
    this.own = List.copyOf(own);
    this.allowed = Set.copyOf(allowed);
    this.hash = hash;
    this.blocks = actions.containsValue(Action.BLOCK);
    actions.forEach((type, action) -> {
      if (action != Action.ALLOW) {
        rules.put(type, new Rule(action, thresholds.getOrDefault(type, 0f)));
      }
    });
    this.active = Set.copyOf(rules.keySet());
    this.context = new DetectContext(active, this.phoneRegions, "");
  }

  /** What happens to a type; {@link Action#ALLOW} if the policy does not name it. */
  public Action action(EntityType type) {
    Rule rule = rules.get(type);
    return rule == null ? Action.ALLOW : rule.action();
  }

  /** Every type that is not left alone. */
  public Set<EntityType> active() {
    return active;
  }

  /** The regions of telephone numbers without a country code. */
  public List<String> phoneRegions() {
    return phoneRegions;
  }

  /**
   * The policy that is as strict as both: for each type the stricter action, all patterns, denied
   * terms and regions of both, and only what both allow. The hash key is this policy's if it has
   * one.
   */
  public CompiledPolicy stricter(CompiledPolicy other) {
    Map<EntityType, Action> strict = new TreeMap<>(actions);
    other.actions.forEach(
        (type, action) -> strict.merge(type, action, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    Set<String> regions = new LinkedHashSet<>(phoneRegions);
    regions.addAll(other.phoneRegions);
    List<Detector> detectors = new ArrayList<>(own);
    detectors.addAll(other.own);
    Set<String> both = new HashSet<>(allowed);
    both.retainAll(other.allowed);
    Map<EntityType, Float> lower = new HashMap<>(thresholds);
    lower.keySet().retainAll(other.thresholds.keySet());
    lower.replaceAll((type, least) -> Math.min(least, other.thresholds.getOrDefault(type, least)));
    return new CompiledPolicy(
        strict, List.copyOf(regions), detectors, both, hash == null ? other.hash : hash, lower);
  }

  /** Says whether a span of this type and score is of use. */
  boolean counts(EntityType type, float score) {
    Rule rule = rules.get(type);
    return rule != null && score >= rule.threshold();
  }

  /** What detectors may know of a text that is called nothing. */
  DetectContext context() {
    return context;
  }

  boolean blocksAny() {
    return blocks;
  }

  List<Detector> ownDetectors() {
    return own;
  }

  boolean allows(String folded) {
    return allowed.contains(folded);
  }

  boolean allowsAny() {
    return !allowed.isEmpty();
  }

  @Nullable KeyedHash hash() {
    return hash;
  }

  /** Shows the actions, no terms and no key. */
  @Override
  public String toString() {
    return "CompiledPolicy" + actions;
  }
}
