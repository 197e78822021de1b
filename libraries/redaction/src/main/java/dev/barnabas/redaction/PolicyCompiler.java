package dev.barnabas.redaction;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.barnabas.redaction.detector.ScanningDetector;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks a policy and makes it ready, or says everything that is wrong with it. */
public final class PolicyCompiler {

  private static final int MAX_PATTERNS = 32;
  private static final int MAX_PATTERN_LENGTH = 512;
  private static final int MAX_TERMS = 10_000;
  private static final int MAX_TERM_LENGTH = 256;

  private final EntityRegistry registry;
  private final @Nullable KeyedHash hash;

  /** A compiler for policies that hash nothing. */
  public PolicyCompiler(EntityRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
    this.hash = null;
  }

  /**
   * A compiler for policies that may hash.
   *
   * @param hashKey at least 16 random bytes
   */
  public PolicyCompiler(EntityRegistry registry, byte[] hashKey) {
    this.registry = requireNonNull(registry, "registry");
    if (hashKey.length < KeyedHash.SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "hash key must have at least " + KeyedHash.SHORTEST_KEY + " bytes");
    }
    this.hash = new KeyedHash(hashKey);
  }

  /** Compiles a policy. */
  public PolicyOutcome compile(RedactionPolicy policy) {
    return new Run(policy).outcome();
  }

  /** One compilation. */
  private final class Run {

    private final RedactionPolicy policy;
    private final List<PolicyProblem> problems = new ArrayList<>();
    private final Map<EntityType, Action> actions = new TreeMap<>();
    private final List<Detector> own = new ArrayList<>();
    private final Map<EntityType, Float> thresholds = new TreeMap<>();

    Run(RedactionPolicy policy) {
      this.policy = policy;
    }

    PolicyOutcome outcome() {
      Set<EntityType> custom = patterns();
      List<String> denied = terms("deny_terms", policy.denyTerms());
      if (!denied.isEmpty()) {
        TermDetector detector = new TermDetector(denied);
        own.add(detector);
        custom.addAll(detector.entities());
      }
      custom.forEach(type -> actions.put(type, Action.PLACEHOLDER));
      entities(custom);
      thresholds(custom);
      List<String> regions = regions();
      Set<String> allowed = new HashSet<>();
      terms("allow_terms", policy.allowTerms()).forEach(t -> allowed.add(Folding.fold(t)));
      if (!problems.isEmpty()) {
        return new PolicyOutcome.Refused(problems);
      }
      return new PolicyOutcome.Compiled(
          new CompiledPolicy(actions, regions, own, allowed, hash, thresholds));
    }

    private Set<EntityType> patterns() {
      Set<EntityType> types = new LinkedHashSet<>();
      if (policy.customPatterns().size() > MAX_PATTERNS) {
        problem("custom_patterns", "at most " + MAX_PATTERNS + " patterns");
        return types;
      }
      for (int i = 0; i < policy.customPatterns().size(); i++) {
        pattern("custom_patterns[" + i + "]", policy.customPatterns().get(i)).ifPresent(types::add);
      }
      return types;
    }

    private Optional<EntityType> pattern(String path, CustomPattern custom) {
      if (!EntityType.wellFormed(custom.entity()) || EntityRegistry.everything(custom.entity())) {
        problem(
            path + ".entity",
            "must be upper-case letters, digits and underscores, and begin and end with a letter: "
                + custom.entity());
        return Optional.empty();
      }
      if (custom.pattern().isEmpty() || custom.pattern().length() > MAX_PATTERN_LENGTH) {
        problem(path + ".pattern", "must have 1 to " + MAX_PATTERN_LENGTH + " characters");
        return Optional.empty();
      }
      try {
        EntityType type = new EntityType(custom.entity());
        own.add(new PatternDetector(type, Pattern.compile(custom.pattern())));
        return Optional.of(type);
      } catch (PatternSyntaxException e) {
        problem(path + ".pattern", "is not RE2 syntax: " + e.getDescription());
        return Optional.empty();
      }
    }

    private void entities(Set<EntityType> custom) {
      Map<EntityType, Action> grouped = new TreeMap<>();
      Map<EntityType, Action> named = new TreeMap<>();
      policy
          .entities()
          .forEach((name, word) -> {
            Optional<Action> action = action(name, word);
            if (action.isEmpty()) {
              return;
            }
            if (EntityRegistry.everything(name)) {
              registry.types().forEach(type -> actions.put(type, action.get()));
              custom.forEach(type -> actions.put(type, action.get()));
              return;
            }
            if (!EntityGroups.of(name).isEmpty()) {
              members(name).forEach(type -> grouped.put(type, action.get()));
              return;
            }
            type("entities", name, custom).ifPresent(type -> named.put(type, action.get()));
          });
      actions.putAll(grouped);
      actions.putAll(named);
    }

    /** The members of a group that some detector finds. */
    private Set<EntityType> members(String group) {
      Set<EntityType> members = new HashSet<>(EntityGroups.of(group));
      members.retainAll(registry.types());
      return members;
    }

    private void thresholds(Set<EntityType> custom) {
      Map<EntityType, Float> named = new TreeMap<>();
      policy
          .thresholds()
          .forEach((name, least) -> {
            if (!(least >= 0 && least <= 1)) {
              problem("thresholds." + name, "must be from 0 to 1: " + least);
              return;
            }
            if (EntityRegistry.everything(name)) {
              registry.types().forEach(type -> thresholds.put(type, least.floatValue()));
            } else if (!EntityGroups.of(name).isEmpty()) {
              members(name).forEach(type -> thresholds.put(type, least.floatValue()));
            } else {
              type("thresholds", name, custom)
                  .ifPresent(type -> named.put(type, least.floatValue()));
            }
          });
      thresholds.putAll(named);
    }

    private Optional<Action> action(String name, String word) {
      Optional<Action> action = Action.parse(word);
      if (action.isEmpty()) {
        problem(
            "entities." + name,
            "unknown action " + word + "; use placeholder, remove, hash, block or allow");
      } else if (action.get() == Action.HASH && hash == null) {
        problem("entities." + name, "hash needs a key, and none is configured");
      }
      return action;
    }

    private Optional<EntityType> type(String path, String name, Set<EntityType> custom) {
      Optional<EntityType> known = registry.find(name);
      if (known.isPresent()) {
        return known;
      }
      Optional<EntityType> own =
          custom.stream().filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
      if (own.isEmpty()) {
        problem(
            path + "." + name,
            "unknown entity; known are "
                + registry.types()
                + " and the groups "
                + EntityGroups.names());
      }
      return own;
    }

    private List<String> regions() {
      if (policy.phoneRegions().isEmpty()) {
        return RedactionPolicy.DEFAULT_PHONE_REGIONS;
      }
      List<String> regions = new ArrayList<>();
      for (int i = 0; i < policy.phoneRegions().size(); i++) {
        String region = policy.phoneRegions().get(i).toUpperCase(Locale.ROOT);
        if (ScanningDetector.phoneRegions().contains(region)) {
          regions.add(region);
        } else {
          String hint = region.equals("UK") ? "; the United Kingdom is GB" : "";
          problem(
              "phone_regions[" + i + "]",
              "unknown region " + region + "; use ISO 3166 codes such as US or GB" + hint);
        }
      }
      return regions;
    }

    private List<String> terms(String path, List<String> terms) {
      if (terms.size() > MAX_TERMS) {
        problem(path, "at most " + MAX_TERMS + " terms");
        return List.of();
      }
      List<String> good = new ArrayList<>();
      for (int i = 0; i < terms.size(); i++) {
        String folded = Folding.fold(terms.get(i));
        if (folded.isBlank() || folded.length() > MAX_TERM_LENGTH) {
          problem(path + "[" + i + "]", "must have 1 to " + MAX_TERM_LENGTH + " characters");
        } else {
          good.add(terms.get(i));
        }
      }
      return good;
    }

    private void problem(String path, String message) {
      problems.add(new PolicyProblem(path, message));
    }
  }
}
