package dev.barnabas.broker.policy;

import dev.barnabas.configuration.PiiPolicy;
import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.CustomPattern;
import dev.barnabas.redaction.PolicyCompiler;
import dev.barnabas.redaction.PolicyOutcome;
import dev.barnabas.redaction.PolicyProblem;
import dev.barnabas.redaction.RedactionPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A partner's {@code pii} block, compiled for the redaction engine. Equal blocks are compiled once.
 * Any thread.
 */
public final class RedactionPolicies {
  private final PolicyCompiler compiler;
  private final Map<PiiPolicy, CompiledPolicy> compiled = new ConcurrentHashMap<>();

  /**
   * @param compiler the engine's compiler
   */
  public RedactionPolicies(PolicyCompiler compiler) {
    this.compiler = compiler;
  }

  /**
   * Compiles a block.
   *
   * @param policy the block
   * @param partnerId whose it is, for the error
   * @throws IllegalArgumentException naming the path of what cannot be compiled
   */
  CompiledPolicy compile(PiiPolicy policy, String partnerId) {
    return compiled.computeIfAbsent(policy, p -> compileNew(p, partnerId));
  }

  private CompiledPolicy compileNew(PiiPolicy policy, String partnerId) {
    return switch (compiler.compile(asked(policy))) {
      case PolicyOutcome.Compiled(CompiledPolicy ready) -> ready;
      case PolicyOutcome.Refused(List<PolicyProblem> problems) ->
          throw new IllegalArgumentException(
              problems.stream()
                  .map(p -> "partners[" + partnerId + "].pii." + p.path() + ": " + p.message())
                  .collect(Collectors.joining("; ")));
    };
  }

  private static RedactionPolicy asked(PiiPolicy policy) {
    if (!policy.enabled()) {
      return new RedactionPolicy(Map.of(), List.of(), List.of(), List.of(), List.of());
    }
    Map<String, String> actions = new LinkedHashMap<>();
    policy.entities().forEach(entity -> actions.put(entity, word(policy.actionFor(entity).name())));
    if (policy.entities().stream().anyMatch(PiiPolicy.GROUPS::contains)) {
      policy.actions().forEach((entity, action) -> actions.put(entity, word(action.name())));
    }
    policy.custom().forEach(custom -> actions.put(custom.name(), word(custom.action().name())));
    return new RedactionPolicy(
        actions,
        policy.regions(),
        policy.patterns().entrySet().stream()
            .map(own -> new CustomPattern(own.getKey(), own.getValue()))
            .toList(),
        policy.allowTerms(),
        policy.denyTerms(),
        thresholds(policy));
  }

  private static Map<String, Double> thresholds(PiiPolicy policy) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    policy.thresholds().forEach((entity, least) -> thresholds.put(entity, least.doubleValue()));
    return thresholds;
  }

  private static String word(String action) {
    return action.toLowerCase(Locale.ROOT);
  }
}
