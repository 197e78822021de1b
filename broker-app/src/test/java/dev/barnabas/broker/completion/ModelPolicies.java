package dev.barnabas.broker.completion;

import dev.barnabas.broker.admission.Admission;
import dev.barnabas.broker.admission.DecisionContext;
import dev.barnabas.broker.admission.Redacting;
import dev.barnabas.broker.app.BoxedSeal;
import dev.barnabas.broker.app.ContentKeys;
import dev.barnabas.broker.policy.ConfiguredPolicies;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.policy.RedactionPolicies;
import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.redaction.RedactionEngine;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The configurations that a {@link World} changes between, each with limits, prices and what
 * tenants pay of its own, and the stages that decide under one.
 */
final class ModelPolicies {
  static final List<String> ALIASES = List.of("fast", "single", "strict");

  private static final List<String> QUOTAS =
      List.of(
          "{tokens_per_month: {limit: 2500, soft: 900}, requests_per_minute: 5, calls_in_flight: 3,"
              + " money_per_month: 0.02, unknown_after: 10m}",
          "{tokens_per_month: 1200, requests_per_minute: 2, tokens_per_minute: 700,"
              + " queued_requests: 3}",
          "{tokens_per_month: 6000, money_per_day: {limit: 0.006, soft: 0.003},"
              + " models: {single: {tokens_per_day: 900}}}");
  private static final List<String> INPUTS = List.of("2", "7.25", "0.5");
  private static final List<String> TOKENS = List.of("0.00001", "0.00002", "0.000005");
  private static final String CONFIGURATION =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: a, single: a, strict: a}, token_bounds: {safety_factor: 1}}
        - {id: beta, adapter: simulated, models: {fast: b, strict: b}, token_bounds: {safety_factor: 3}}
        - {id: gamma, adapter: simulated, models: {fast: c}, token_bounds: {safety_factor: 1}}
      prices:
        - {partner: alpha, model: a, input: INPUT, output: 8}
        - {partner: beta, model: b, input: 3, output: 15}
        - {partner: gamma, model: c, input: 1, output: 2}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [beta, gamma], max_output_tokens: 100, max_attempts: 4, deadline: 60s}
          - {alias: single, primary: alpha, fallback_chain: [], max_output_tokens: 50, cost_per_token: TOKEN, degrade: {template: later}, deadline: 45s}
          - {alias: strict, primary: beta, fallback_chain: [alpha], max_output_tokens: 80, cost_per_token: TOKEN, schema: answer.json, deadline: 60s}
      quotas:
        default: QUOTA
      """;
  private static final TenantKeys KEYS = new TenantKeys(new byte[32]);
  private static final RedactionEngine ENGINE = RedactionEngine.create();
  private static final RedactionPolicies REDACTION =
      new RedactionPolicies(ENGINE.compiler(new byte[32]));
  private static final Contract CONTRACT = new Contract();
  private static final List<Policies> ALL =
      IntStream.range(0, QUOTAS.size()).mapToObj(ModelPolicies::compiled).toList();

  private ModelPolicies() {}

  /** The stages under one configuration. */
  record Deciders(
      Admission admission, Completion completion, Cancelling cancelling, Timers timers) {}

  /** One of three. */
  static Policies of(int which) {
    return ALL.get(which);
  }

  /** Stages that remember nothing, as after a start. */
  static Deciders deciders(Policies policies) {
    var context =
        new DecisionContext(
            policies,
            KEYS,
            new BoxedSeal(ContentKeys.of(KEYS)),
            new Redacting(ENGINE),
            partner -> true);
    var completion = new Completion(context, CONTRACT);
    return new Deciders(
        new Admission(context),
        completion,
        new Cancelling(context, completion),
        new Timers(completion));
  }

  private static Policies compiled(int which) {
    String yaml =
        CONFIGURATION
            .replace("QUOTA", QUOTAS.get(which))
            .replace("INPUT", INPUTS.get(which))
            .replace("TOKEN", TOKENS.get(which));
    return new ConfiguredPolicies(
        1 + which,
        ConfigurationLoader.parse(yaml, LoadContext.ofProcess().asUnderUp().withoutKeys())
            .orElseThrow(),
        REDACTION);
  }
}
