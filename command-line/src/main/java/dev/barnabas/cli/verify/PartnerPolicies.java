package dev.barnabas.cli.verify;

import dev.barnabas.configuration.PiiAction;
import dev.barnabas.configuration.PiiPolicy;
import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.CustomPattern;
import dev.barnabas.redaction.PolicyOutcome;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.RedactionPolicy;
import dev.barnabas.schemas.Decision;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a partner may not read, by the configuration that was in force when it was sent work. */
final class PartnerPolicies {
  private final RedactionEngine engine;
  private final Configurations configurations;
  private final Map<String, Optional<CompiledPolicy>> compiled = new HashMap<>();

  PartnerPolicies(RedactionEngine engine, Configurations configurations) {
    this.engine = engine;
    this.configurations = configurations;
  }

  /** The policy of a dispatch; empty if its configuration is not known. */
  Optional<CompiledPolicy> of(Decision dispatch) {
    String partner = dispatch.getPartnerId();
    String alias = dispatch.getRoute();
    if (partner == null || alias == null) {
      return Optional.empty();
    }
    return compiled.computeIfAbsent(
        dispatch.getConfigSha256() + " " + partner + " " + alias,
        _ ->
            configurations
                .of(dispatch.getConfigSha256())
                .flatMap(c ->
                    c.route(alias)
                        .flatMap(
                            route -> c.partner(partner).map(known -> c.piiPolicy(route, known))))
                .flatMap(this::compile));
  }

  private Optional<CompiledPolicy> compile(PiiPolicy policy) {
    return engine.compiler().compile(asked(policy))
            instanceof PolicyOutcome.Compiled(CompiledPolicy ready)
        ? Optional.of(ready)
        : Optional.empty();
  }

  private static RedactionPolicy asked(PiiPolicy policy) {
    if (!policy.enabled()) {
      return new RedactionPolicy(Map.of(), List.of(), List.of(), List.of(), List.of());
    }
    Map<String, String> actions = new LinkedHashMap<>();
    policy.entities().forEach(name -> actions.put(name, word(policy.actionFor(name).name())));
    if (policy.entities().stream().anyMatch(PiiPolicy.GROUPS::contains)) {
      policy.actions().forEach((name, action) -> actions.put(name, word(action.name())));
    }
    policy.custom().forEach(own -> actions.put(own.name(), word(own.action().name())));
    return new RedactionPolicy(
        actions,
        policy.regions(),
        policy.patterns().entrySet().stream()
            .map(own -> new CustomPattern(own.getKey(), own.getValue()))
            .toList(),
        policy.allowTerms(),
        policy.denyTerms());
  }

  /** A hash needs broker-app's key; what matters here is that the value may not be there. */
  private static String word(String action) {
    return action.equals(PiiAction.HASH.name()) ? "remove" : action.toLowerCase(Locale.ROOT);
  }
}
