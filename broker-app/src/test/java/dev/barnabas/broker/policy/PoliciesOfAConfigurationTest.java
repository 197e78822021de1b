package dev.barnabas.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.broker.authentication.AuthenticationPolicy;
import dev.barnabas.broker.authentication.AuthenticationPolicy.Enforcement;
import dev.barnabas.broker.request.Lane;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.redaction.Action;
import dev.barnabas.redaction.CompiledPolicy;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.signing.SignatureAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PoliciesOfAConfigurationTest {

  private static CompiledPolicy redaction(String pii) {
    return Configured.of(
            """
            partners:
              - {id: alpha, adapter: simulated, pii: %s}
            routing: {models: [{alias: fast, primary: alpha}]}
            """
                .formatted(pii))
        .redaction("alpha", "fast", null)
        .orElseThrow();
  }

  private static Action action(CompiledPolicy policy, String type) {
    return policy.action(new EntityType(type));
  }

  @Test
  void namesItsVersionAndTheHashOfItsContent() {
    Policies policies = Configured.with("");

    assertThat(policies.version()).isEqualTo(Configured.VERSION);
    assertThat(policies.sha256())
        .matches("[0-9a-f]{64}")
        .isEqualTo(Configured.with("").sha256())
        .isNotEqualTo(Configured.with("currency: EUR").sha256());
  }

  @Test
  void knowsEveryTenantUnlessTheListIsClosed() {
    assertThat(Configured.with("").knowsTenant("acme")).isTrue();
    Policies closed = Configured.with("tenants: {acme: {}}");
    assertThat(closed.knowsTenant("acme")).isTrue();
    assertThat(closed.knowsTenant("umbrella")).isFalse();
  }

  @Test
  void givesARequestTheDeadlineOfItsRouteAndLane() {
    Policies policies =
        Configured.of(
            """
            partners: [{id: alpha, adapter: simulated}]
            deadlines: {max: 3h, grace: 7s}
            routing:
              models: [{alias: fast, primary: alpha, deadline: {realtime: 40s, bulk: 2h}}]
            """);

    assertThat(policies.defaultDeadline("fast", Lane.REALTIME)).isEqualTo(Duration.ofSeconds(40));
    assertThat(policies.defaultDeadline("fast", Lane.BULK)).isEqualTo(Duration.ofHours(2));
    assertThat(policies.defaultDeadline("nonesuch", Lane.BULK)).isEqualTo(Duration.ofHours(3));
    assertThat(policies.bounds().maxDeadline()).isEqualTo(Duration.ofHours(3));
    assertThat(policies.bounds().grace()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void boundsWhatWaitsAndWhatIsUnfinished() {
    Policies policies =
        Configured.with(
            """
            quotas:
              default: {tokens_per_month: 10, queued_requests: 3, queued_bytes: 2KiB, unknown_after: 10m}
            """);

    assertThat(policies.queue("acme")).isEqualTo(new Policies.Queue(3, 2_048));
    assertThat(policies.unknownAfter("acme")).isEqualTo(Duration.ofMinutes(10));
    assertThat(policies.maxUnfinished("beta")).isEqualTo(12);
    assertThat(policies.maxUnfinished("alpha")).isEqualTo(256);
    assertThat(policies.maxUnfinished("gone")).isZero();
    assertThat(Configured.with("").queue("acme"))
        .as("of a tenant without a quota")
        .isEqualTo(new Policies.Queue(10_000, 64L * 1_024 * 1_024));
    assertThat(Configured.with("").unknownAfter("acme")).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void redactsByThePolicyOfThePartner() {
    Policies policies =
        Configured.of(
            """
            partners:
              - {id: alpha, adapter: simulated, pii: {entities: [EMAIL], action: remove}}
              - {id: beta, adapter: simulated, pii: {enabled: false}}
            routing:
              models:
                - {alias: fast, primary: alpha, fallback_chain: [beta]}
                - {alias: careful, primary: beta, pii_filter: strict}
            """);

    assertThat(policies.redaction("alpha", "fast", null))
        .hasValueSatisfying(
            policy -> assertThat(policy.active()).containsExactly(new EntityType("EMAIL")));
    assertThat(policies.redaction("beta", "fast", null))
        .hasValueSatisfying(policy -> assertThat(policy.active()).isEmpty());
    assertThat(policies.redaction("beta", "careful", null))
        .hasValueSatisfying(policy -> assertThat(policy.active()).hasSizeGreaterThan(3));
    assertThat(policies.redaction("gone", "fast", null)).isEmpty();
    assertThat(policies.redaction("alpha", "nonesuch", null)).isEmpty();
  }

  @Test
  void takesTheActionOfEachEntityAndOfTheCompanysOwnPatterns() {
    CompiledPolicy policy =
        redaction(
            "{entities: [EMAIL, IBAN], action: mask, actions: {IBAN: block},"
                + " custom: [{name: CASE, pattern: 'C-[0-9]+', action: remove}], regions: [DE]}");

    assertThat(action(policy, "EMAIL")).isEqualTo(Action.PLACEHOLDER);
    assertThat(action(policy, "IBAN")).isEqualTo(Action.BLOCK);
    assertThat(action(policy, "CASE")).isEqualTo(Action.REMOVE);
    assertThat(action(policy, "PHONE")).isEqualTo(Action.ALLOW);
    assertThat(policy.phoneRegions()).containsExactly("DE");
  }

  @Test
  void givesATenantTheWeightOfItsTier() {
    Policies policies =
        Configured.with(
            """
            quotas: {default: {requests_per_minute: 60}, tiers: {gold: {weight: 5, requests_per_minute: 90}}}
            tenants: {acme: gold, zeta: {quotas: {requests_per_minute: 30}}}
            """);

    assertThat(weight(policies, "acme")).isEqualTo(5);
    assertThat(weight(policies, "zeta")).isEqualTo(1);
  }

  private static int weight(Policies policies, String tenant) {
    return policies.plan("fast", new RequestKey(tenant, "1"), Instant.EPOCH).orElseThrow().weight();
  }

  @Test
  void takesAnEntityOfTheCompanysOwnThatADetectorFinds() {
    CompiledPolicy policy = redaction("{custom: [{name: DEADLY, action: remove}]}");

    assertThat(action(policy, "DEADLY")).isEqualTo(Action.REMOVE);
  }

  @Test
  void refusesAnEntityThatNeitherAPatternNorADetectorFinds() {
    assertThatThrownBy(() -> redaction("{custom: [{name: NOBODY_FINDS}]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partners[alpha].pii.")
        .hasMessageContaining("NOBODY_FINDS");
  }

  @Test
  void namesThePlaceOfAPatternThatItCannotTake() {
    assertThatThrownBy(() -> redaction("{custom: [{name: CASE, pattern: '(?<=a)b'}]}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partners[alpha].pii.")
        .hasMessageContaining(": ");
  }

  @ParameterizedTest
  @EnumSource(RoutePlan.Violation.class)
  void copiesTheContractAndWhatFollowsFromItsViolationIntoThePlan(RoutePlan.Violation rule) {
    String mode =
        rule == RoutePlan.Violation.RECORD
            ? "schema_mode: shadow"
            : "on_contract_violation: " + rule.name().toLowerCase(Locale.ROOT);
    RoutePlan plan = planned("schema: answer.json, " + mode);

    assertThat(plan.contract()).isNotNull();
    assertThat(plan.contract().violation()).isEqualTo(rule);
    assertThat(plan.contract().schema()).contains("reply");
    assertThat(plan.enforcedContract() == null).isEqualTo(rule == RoutePlan.Violation.RECORD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"schema: answer.json, schema_mode: off", "max_attempts: 2"})
  void planChecksNoAnswerWithoutAContractInForce(String keys) {
    assertThat(planned(keys).contract()).isNull();
    assertThat(planned(keys).enforcedContract()).isNull();
  }

  private static RoutePlan planned(String keys) {
    return Configured.of(
            """
            partners: [{id: alpha, adapter: simulated}]
            routing: {models: [{alias: fast, primary: alpha, degrade: {template: later}, %s}]}
            """
                .formatted(keys))
        .plan("fast", Samples.KEY, Samples.NOW)
        .orElseThrow();
  }

  @Test
  void namesThePriceBookOnlyWhereSomethingIsPriced() {
    assertThat(planned("max_attempts: 2").priceBookVersion()).isNull();
    assertThat(
            Configured.with("prices: [{partner: alpha, model: alpha-1, input: 1, output: 2}]")
                .plan("fast", Samples.KEY, Samples.NOW)
                .orElseThrow()
                .priceBookVersion())
        .isNotEmpty();
  }

  @Test
  void demandsTheProofsThatAreConfigured() {
    AuthenticationPolicy policy =
        Configured.with(
                """
                tenants: {acme: {}}
                authentication:
                  {mode: signed_and_topics, jwks: "https://keys.example/jwks", issuer: iss, audience: aud,
                   algorithms: [ES256], clock_skew: 3s, max_lifetime: 10m, refresh: 1m, max_stale: 2m,
                   policy_mode: shadow}
                """)
            .authentication();

    assertThat(policy)
        .isEqualTo(
            new AuthenticationPolicy(
                Enforcement.SHADOW,
                true,
                true,
                Set.of(SignatureAlgorithm.of("ES256").orElseThrow()),
                "https://keys.example/jwks",
                "iss",
                "aud",
                Duration.ofSeconds(3),
                Duration.ofMinutes(10),
                Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @CsvSource({"off,OFF", "shadow,SHADOW", "enforce,ENFORCE"})
  void demandsThemInTheModeThatIsConfigured(String word, Enforcement enforcement) {
    AuthenticationPolicy policy =
        Configured.with(
                "tenants: {acme: {}}\nauthentication: {mode: topics, policy_mode: %s}"
                    .formatted(word))
            .authentication();

    assertThat(policy.enforcement()).isEqualTo(enforcement);
    assertThat(policy.signed()).isFalse();
    assertThat(policy.ownTopics()).isTrue();
  }

  @Test
  void believesEverybodyWhereThatIsConfigured() {
    assertThat(Configured.with("authentication: none").authentication())
        .isEqualTo(AuthenticationPolicy.none());
  }
}
