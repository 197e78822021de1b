package dev.barnabas.broker.policy;

import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.redaction.RedactionEngine;

/** Policies of a configuration of two partners and two routes, and of what a test adds. */
final class Configured {
  static final long VERSION = 7;

  private static final String ROUTES =
      """
      partners:
        - {id: alpha, adapter: simulated, models: {fast: alpha-1}}
        - {id: beta, adapter: simulated, max_unfinished_per_tenant: 12}
      routing:
        models:
          - {alias: fast, primary: alpha, fallback_chain: [beta]}
          - {alias: plain, primary: beta, fallback_chain: []}
      """;

  private Configured() {}

  static Policies with(String more) {
    return of(ROUTES + more);
  }

  static Policies of(String yaml) {
    return new ConfiguredPolicies(
        VERSION,
        ConfigurationLoader.parse(yaml, LoadContext.ofProcess().asUnderUp().withoutKeys())
            .orElseThrow(),
        new RedactionPolicies(RedactionEngine.create().compiler(new byte[32])));
  }
}
