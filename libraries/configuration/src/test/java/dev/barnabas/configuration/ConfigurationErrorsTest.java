package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationErrorsTest {

  private static final String PARTNER = "  - id: alpha\n";

  @ParameterizedTest
  @MethodSource("partnerErrors")
  @Tag("rule-3.6")
  void namesThePathOfAWrongPartnerKey(String line, String error) {
    String yaml = Loading.MINIMAL.replace(PARTNER, PARTNER + "    " + line + "\n");

    assertThat(Loading.errors(yaml)).containsExactly(error);
  }

  static Stream<Arguments> partnerErrors() {
    return Stream.of(
        argumentSet(
            "unknown fallback",
            "fallbacks: [beta]",
            "partners[0].fallbacks[0]: unknown partner \"beta\"; defined: alpha"),
        argumentSet(
            "falls back on itself",
            "fallbacks: [alpha]",
            "partners[0].fallbacks[0]: \"alpha\" is in this chain already"),
        argumentSet(
            "unknown key",
            "rate_limt: 5",
            "partners[0].rate_limt: is not a key here (did you mean \"rate_limit\"?)"),
        argumentSet(
            "unknown nested key",
            "retry: {max_attemps: 5}",
            "partners[0].retry.max_attemps: is not a key here (did you mean \"max_attempts\"?)"),
        argumentSet(
            "hidden key",
            "api_key_inline: true",
            "partners[0].api_key_inline: is not a key here; known: id, adapter, endpoint, api_key_ref, api_key_env,"
                + " fallbacks, rate_limit, model_rate_limits, max_wait, schema_version, timeout_ms, idle_timeout_ms,"
                + " connect_timeout_ms, first_byte_timeout_ms, max_answer, max_stream, streaming, retry, breaker,"
                + " pii, models, max_concurrency, adaptive_concurrency, max_unfinished_per_tenant, retention, lanes,"
                + " token_bounds, pass_through"),
        argumentSet(
            "bad rate",
            "rate_limit: fast",
            "partners[0].rate_limit: must be a number of requests per minute or a text such as \"1000 req/min\","
                + " but is \"fast\""),
        argumentSet(
            "too small",
            "max_concurrency: 0",
            "partners[0].max_concurrency: must be at least 1, but is 0"),
        argumentSet(
            "not a number",
            "max_concurrency: many",
            "partners[0].max_concurrency: must be a whole number, but is \"many\""),
        argumentSet(
            "octal is decimal, fractions are refused",
            "max_concurrency: 1.5",
            "partners[0].max_concurrency: must be a whole number, but is \"1.5\""),
        argumentSet("wrong kind", "retry: [1]", "partners[0].retry: must be a map, but is a list"),
        argumentSet(
            "empty value",
            "fallbacks:",
            "partners[0].fallbacks: has no value; give one or leave the key out"),
        argumentSet(
            "bad enum",
            "retry: {backoff: linear}",
            "partners[0].retry.backoff: must be one of exponential, fixed, but is \"linear\""),
        argumentSet(
            "waits out of order",
            "retry: {initial_ms: 500, max_ms: 100}",
            "partners[0].retry.initial_ms: must not be longer than max_ms"),
        argumentSet(
            "not a URL",
            "endpoint: ftp://x",
            "partners[0].endpoint: must be an http or https URL with a host, and without user information or"
                + " fragment"),
        argumentSet(
            "user information",
            "endpoint: https://me:secret@host/v1",
            "partners[0].endpoint: must be an http or https URL with a host, and without user information or"
                + " fragment"),
        argumentSet(
            "duration without unit",
            "timeout: 60",
            "partners[0].timeout: needs a unit, such as 60s or 60ms"),
        argumentSet(
            "unknown entity",
            "pii: {entities: [EMAIL, PASPORT]}",
            "partners[0].pii.entities[1]: unknown entity \"PASPORT\"; docs/redaction.md lists them (did you"
                + " mean \"PASSPORT\"?)"),
        argumentSet(
            "unknown region",
            "pii: {regions: [UK]}",
            "partners[0].pii.regions[0]: \"UK\" is not a country code of ISO 3166, such as US or GB"),
        argumentSet(
            "no entity",
            "pii: {entities: []}",
            "partners[0].pii.entities: is empty; to send everything as it is, write enabled: false"),
        argumentSet(
            "two spellings",
            "base_url: https://x.example\n    endpoint: https://y.example",
            "partners[0].endpoint: means the same as partners[0].base_url; give one of them"),
        argumentSet(
            "two keys",
            "api_key: ${PROVIDER_A_KEY}\n    api_key_ref: file",
            "partners[0].api_key_ref: is one of two keys given; keep one"),
        argumentSet(
            "variable that is not set",
            "endpoint: ${NOWHERE}",
            "partners[0].endpoint: the environment variable NOWHERE is not set"),
        argumentSet(
            "key variable that is not set",
            "api_key: ${NO_KEY}",
            "partners[0].api_key: the environment variable NO_KEY is not set"),
        argumentSet(
            "key reference that leaves its directory",
            "api_key_ref: ../../etc/passwd",
            "partners[0].api_key_ref: leaves secrets_dir; name a file under it, or an absolute path"),
        argumentSet(
            "retention shorter than a deadline",
            "retention: 12h",
            "partners[0].retention: is 12h, shorter than the longest deadline and the grace (86405s)"));
  }

  @ParameterizedTest
  @MethodSource("otherErrors")
  @Tag("rule-3.6")
  void namesThePathOfAWrongKeyElsewhere(String lines, String error) {
    assertThat(Loading.errors(Loading.MINIMAL + lines + "\n")).containsExactly(error);
  }

  static Stream<Arguments> otherErrors() {
    return Stream.of(
        argumentSet(
            "unknown top-level key",
            "gatway: {port: 1}",
            "gatway: is not a key here (did you mean \"gateway\"?)"),
        argumentSet(
            "port", "gateway: {port: 70000}", "gateway.port: must be at most 65535, but is 70000"),
        argumentSet(
            "huge port",
            "gateway: {port: 99999999999}",
            "gateway.port: is too large: \"99999999999\""),
        argumentSet(
            "unknown tier",
            "tenants: {acme: {tier: gold}}",
            "tenants.acme.tier: unknown tier \"gold\"; none is defined"),
        argumentSet(
            "tenants without a value",
            "tenants:",
            "tenants: has no value; give one or leave the key out"),
        argumentSet(
            "price file that is not there",
            "prices: prices.yaml",
            "prices: cannot name a file: the configuration is not a file itself"),
        argumentSet(
            "price in another currency",
            "prices: [{partner: alpha, model: sim-1, input: 1, output: 1, currency: EUR}]",
            "prices[0].currency: is EUR, but the configuration's currency is USD"),
        argumentSet(
            "negative price",
            "prices: [{partner: alpha, model: sim-1, input: -1, output: 1}]",
            "prices[0].input: must be at least 0, but is -1"),
        argumentSet(
            "the same price twice",
            "prices: [{partner: alpha, model: m, input: 1, output: 1}, {partner: alpha, model: m, input: 2, output: 1}]",
            "prices[1]: is a second price of this partner and model from the same time on"),
        argumentSet(
            "overlapping prices",
            "prices: [{partner: alpha, model: m, input: 1, output: 1, to: 2026-06-02}, {partner: alpha, model: m, input: 2, output: 1, from: 2026-06-01}]",
            "prices[1]: two prices of alpha/m hold at 2026-06-01T00:00:00Z"),
        argumentSet(
            "gap between prices",
            "prices: [{partner: alpha, model: m, input: 2, output: 1, from: 2026-06-01}, {partner: alpha, model: m, input: 1, output: 1, to: 2026-05-31}]",
            "prices[0]: no price of alpha/m holds from 2026-05-31T00:00:00Z to 2026-06-01T00:00:00Z"),
        argumentSet(
            "price that ends before it begins",
            "prices: [{partner: alpha, model: m, input: 1, output: 1, from: 2026-06-01, to: 2026-06-01}]",
            "prices[0].to: must be after effective_from"),
        argumentSet(
            "price with a digit that a token's price cannot keep",
            "prices: [{partner: alpha, model: m, input: 1, output: 1, reasoning: 0.0000000000001}]",
            "prices[0].reasoning: has more than 12 digits after the point"),
        argumentSet(
            "tier price without its output",
            "prices: [{partner: alpha, model: m, input: 1, output: 1, batch: {input: 1}}]",
            "prices[0].batch.output: is required"),
        argumentSet(
            "context threshold given twice",
            "prices: [{partner: alpha, model: m, input: 1, output: 1, context_tiers: [{above: 5, input: 1, output: 1}, {above: 5, input: 2, output: 1}]}]",
            "prices[0].context_tiers: names one threshold twice"),
        argumentSet(
            "context threshold of nothing",
            "prices: [{partner: alpha, model: m, input: 1, output: 1, context_tiers: [{above: 0, input: 1, output: 1}]}]",
            "prices[0].context_tiers[0].above: must be at least 1, but is 0"),
        argumentSet(
            "rule that says nothing",
            "tenant_prices: [{tenant: acme}]",
            "tenant_prices[0]: names no markup, discount or override"),
        argumentSet(
            "rule for a tenant and a tier",
            "tenant_prices: [{tenant: acme, tier: gold, markup: 1}]",
            "tenant_prices[0].tier: stands beside tenant; keep one"),
        argumentSet(
            "rule for an unknown alias",
            "tenant_prices: [{model: slow, markup: 1}]",
            "tenant_prices[0].model: names \"slow\", which is not in routing.models"),
        argumentSet(
            "rule for an unknown tier",
            "tenant_prices: [{tier: gold, markup: 1}]",
            "tenant_prices[0].tier: names \"gold\", which is not in quotas.tiers"),
        argumentSet(
            "two rules for the same",
            "tenant_prices: [{model: fast, markup: 1}, {alias: fast, discount: 1}]",
            "tenant_prices[1]: is a second rule for the same tenants and models"),
        argumentSet(
            "discount of more than all",
            "tenant_prices: [{markup: 1, discount: 101}]",
            "tenant_prices[0].discount: must be at most 100, but is 101"),
        argumentSet(
            "missing price key",
            "prices: [{partner: alpha, model: m, input: 1}]",
            "prices[0].output: is required"),
        argumentSet(
            "decimal with an exponent that would unfold",
            "prices: [{partner: alpha, model: m, input: 1e99, output: 1}]",
            "prices[0].input: has more digits than fit: 20 before and 18 after the point, but is \"1e99\""),
        argumentSet(
            "topic prefix with an underscore",
            "kafka: {topic_prefix: my_prefix}",
            "kafka.topic_prefix: must match [A-Za-z0-9][A-Za-z0-9.-]{0,99}, but is \"my_prefix\""),
        argumentSet(
            "signed without keys",
            "authentication: signed",
            "authentication: is required when requests are signed"),
        argumentSet(
            "keys over http",
            "authentication: {mode: signed, jwks: \"http://id.example.com\"}",
            "authentication.jwks: must be https or a file"),
        argumentSet(
            "keys over http on this machine",
            "authentication: {mode: signed, jwks: \"http://127.0.0.1:8080/jwks.json\"}",
            "authentication.jwks: must be https or a file"),
        argumentSet(
            "keys behind a URL with a password",
            "authentication: {mode: signed, jwks: \"https://a:b@id.example.com/jwks.json\"}",
            "authentication.jwks: must be https or a file"),
        argumentSet(
            "keys behind another scheme",
            "authentication: {mode: signed, jwks: \"file:///etc/jwks.json\"}",
            "authentication.jwks: must be https or a file"),
        argumentSet(
            "own topics of nobody in particular",
            "authentication: topics",
            "tenants: is required when each tenant has its own topics: authentication is topics"),
        argumentSet(
            "signatures that outlive the memory of ids",
            "authentication: {mode: signed, jwks: \"https://id.example.com/j\", max_lifetime: 25h}",
            "authentication.max_lifetime: is longer than 86400s: a captured record could be sent again after its id"
                + " is forgotten"),
        argumentSet(
            "keys that are stale before they are read again",
            "authentication: {mode: signed, jwks: \"https://id.example.com/j\", refresh: 2h}",
            "authentication.max_stale: must be at least `refresh`"),
        argumentSet(
            "symmetric algorithm",
            "authentication: {mode: signed, jwks: keys.json, algorithms: [none]}",
            "authentication.algorithms: must be of ES256, EdDSA"),
        argumentSet(
            "algorithm of another kind",
            "authentication: {mode: signed, jwks: keys.json, algorithms: [RS256]}",
            "authentication.algorithms: must be of ES256, EdDSA"),
        argumentSet(
            "tenant that cannot name a topic",
            "authentication: topics\ntenants: {a_b: {}}",
            "tenants.a_b: \"a_b\" cannot be part of a topic name: use letters, digits, dots and hyphens, at most"
                + " 100"),
        argumentSet(
            "window shorter than a deadline",
            "dedupe: {window: 24h}",
            "dedupe.window: is 24h, shorter than the longest deadline, the grace and the longest call (86465s)"),
        argumentSet(
            "outcomes kept shorter than the window",
            "kafka: {retention: {outcomes: 2h}}",
            "kafka.retention.outcomes: is 2h, shorter than the dedupe window (25h)"),
        argumentSet(
            "responses kept shorter than the window",
            "kafka: {retention: {responses: 2h}}",
            "kafka.retention.responses: is 2h, shorter than the dedupe window (25h)"),
        argumentSet(
            "answer larger than what is restored",
            "sizes: {answer: 2MiB}",
            "sizes.restore: must not be smaller than answer (2MiB)"),
        argumentSet(
            "published key",
            "contracts: {}",
            "contracts: is not a key here; known: gateway, management, kafka, registry, authentication, partners,"
                + " routing, quotas, tenants, prices, price_book, capacity, tenant_prices, dedupe, deadlines,"
                + " sizes, anomalies, secrets_dir, currency"),
        argumentSet(
            "private tag",
            "currency: !private USD",
            "currency: has the tag !private, which means nothing here"),
        argumentSet(
            "duplicate key",
            "currency: USD\ncurrency: EUR",
            "currency: is given twice, at lines 10 and 11"));
  }

  @ParameterizedTest
  @MethodSource("routeErrors")
  void namesThePathOfAWrongRouteKey(String route, String error) {
    assertThat(Loading.errors(Loading.MINIMAL.replace("{alias: fast, primary: alpha}", route)))
        .containsExactly(error);
  }

  static Stream<Arguments> routeErrors() {
    return Stream.of(
        argumentSet(
            "unknown primary, spelled adapter",
            "{alias: fast, adapter: beta}",
            "routing.models[0].adapter: unknown partner \"beta\"; defined: alpha"),
        argumentSet(
            "unknown fallback as text",
            "{alias: fast, primary: alpha, fallback: beta}",
            "routing.models[0].fallback: unknown partner \"beta\"; defined: alpha"),
        argumentSet("no alias", "{primary: alpha}", "routing.models[0].alias: is required"),
        argumentSet(
            "the same alias twice",
            "{alias: fast, primary: alpha}\n    - {name: Fast, primary: alpha}",
            "routing.models[1].name: \"Fast\" is defined already, at routing.models[0]"),
        argumentSet(
            "schema that is nowhere",
            "{alias: fast, primary: alpha, schema: nowhere.json}",
            "routing.models[0].schema: \"nowhere.json\" is neither beside the configuration nor on the class path"
                + " under /contracts/"),
        argumentSet(
            "deadline above the longest",
            "{alias: fast, primary: alpha, deadline: 3d}",
            "routing.models[0].deadline: is 3d, longer than deadlines.max (24h)"),
        argumentSet(
            "unknown variant partner",
            "{alias: fast, primary: alpha, variants: [{name: b, primary: beta, weight: 1}]}",
            "routing.models[0].variants[0].primary: unknown partner \"beta\"; defined: alpha"),
        argumentSet(
            "variants without weight",
            "{alias: fast, primary: alpha, variants: [{name: b, primary: alpha, weight: 0}]}",
            "routing.models[0].variants: have no weight at all"));
  }

  @Test
  void reportsAllErrorsTogether() {
    String yaml =
        """
        gateway: {port: no}
        partners:
          - id: alpha
            adapter: openai
            fallbacks: [gamma]
            timeout_ms: soon
          - id: alpha
            adapter: openai
        routing:
          models:
            - {alias: a, primary: delta, colour: red}
        tenants: {t: {tier: gold}}
        """;

    assertThat(Loading.errors(yaml))
        .containsExactlyInAnyOrder(
            "gateway.port: must be a whole number, but is \"no\"",
            "partners[0].fallbacks[0]: unknown partner \"gamma\"; defined: alpha",
            "partners[0].timeout_ms: must be a duration such as 30s, 2m or 24h, but is \"soon\"",
            "partners[1].id: \"alpha\" is defined already, at partners[0]",
            "routing.models[0].primary: unknown partner \"delta\"; defined: alpha",
            "routing.models[0].colour: is not a key here; known: alias, primary, fallback_chain, pii_filter, schema,"
                + " schema_mode, on_contract_violation, cost_per_token, max_output_tokens, max_attempts, deadline,"
                + " degrade, on_model_change, variants",
            "tenants.t.tier: unknown tier \"gold\"; none is defined");
  }
}
