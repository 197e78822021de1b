package dev.barnabas.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.budget.Limit;
import dev.barnabas.broker.budget.LimitKind;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.broker.request.RoutePlan;
import dev.barnabas.broker.request.Samples;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.PiiPolicy;
import dev.barnabas.redaction.Action;
import dev.barnabas.redaction.RedactionEngine;
import dev.barnabas.redaction.spi.EntityType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConfiguredPoliciesTest {
  private static final String PARTNERS =
      """
      currency: EUR
      partners:
        - {id: alpha, adapter: simulated, models: {fast: alpha-1}, token_bounds: {safety_factor: 1.5}, pass_through: [frequency_penalty]}
        - {id: beta, adapter: simulated, models: {fast: beta-1}, pii: {classifications: {restricted: block}}}
      prices:
        - {partner: alpha, model: alpha-1, input: 2, output: 8}
      routing:
        models:
          - alias: fast
            primary: alpha
            fallback_chain: [beta]
            max_output_tokens: 77
            max_attempts: 3
            degrade: {template: later}
            variants:
              - {name: most, primary: alpha, fallback_chain: [beta], weight: 90}
              - {name: some, primary: beta, weight: 10}
          - {alias: plain, primary: beta, fallback_chain: []}
      """;

  private static Policies policies(String quotas) {
    return new ConfiguredPolicies(
        7,
        ConfigurationLoader.parse(
                PARTNERS + quotas, LoadContext.ofProcess().asUnderUp().withoutKeys())
            .orElseThrow(),
        new RedactionPolicies(RedactionEngine.create().compiler(new byte[32])));
  }

  private static RoutePlan plan(Policies policies, String correlationId) {
    return policies.plan("fast", new RequestKey("acme", correlationId), Samples.NOW).orElseThrow();
  }

  @Test
  void copiesIntoAPlanWhatCompletionWillNeed() {
    RoutePlan plan =
        policies("quotas: {default: {tokens_per_month: 10}}")
            .plan("plain", Samples.KEY, Samples.NOW)
            .orElseThrow();

    assertThat(plan.variant()).isNull();
    assertThat(plan.currency()).isEqualTo("EUR");
    assertThat(plan.chain()).extracting(RoutePlan.Link::partnerId).containsExactly("beta");
    assertThat(plan.chain().getFirst().model()).isEqualTo("plain");
    assertThat(plan.chain().getFirst().price()).isNull();
  }

  @Test
  void letsOnlyTheParametersOfAPartnersListThrough() {
    Policies policies = policies("quotas: {default: {tokens_per_month: 10}}");

    assertThat(policies.passThrough("alpha")).containsExactly("frequency_penalty");
    assertThat(policies.passThrough("beta")).isEmpty();
    assertThat(policies.passThrough("gone")).isEmpty();
  }

  @Test
  void knowsEveryEntityThatTheEngineFinds() {
    assertThat(RedactionEngine.create().registry().types())
        .extracting(EntityType::name)
        .filteredOn(name -> !name.equals("DEADLY"))
        .containsExactlyInAnyOrderElementsOf(PiiPolicy.ENTITIES);
  }

  @Test
  void isAsStrictAsTheDataClassOfTheRequestDemands() {
    Policies policies = policies("quotas: {default: {tokens_per_month: 10}}");

    assertThat(
            policies
                .redaction("beta", "plain", "Restricted")
                .orElseThrow()
                .action(EntityType.EMAIL))
        .isEqualTo(Action.BLOCK);
    assertThat(policies.redaction("beta", "plain", "public").orElseThrow().action(EntityType.EMAIL))
        .isEqualTo(Action.PLACEHOLDER);
    assertThat(policies.redaction("beta", "plain", null).orElseThrow().action(EntityType.EMAIL))
        .isEqualTo(Action.PLACEHOLDER);
  }

  @Test
  void pricesALinkPerToken() {
    Policies policies = policies("quotas: {default: {tokens_per_month: 10}}");
    RoutePlan.Link alpha =
        IntStream.range(0, 100)
            .mapToObj(i -> plan(policies, "r" + i))
            .flatMap(p -> p.chain().stream())
            .filter(link -> link.partnerId().equals("alpha"))
            .findFirst()
            .orElseThrow();

    assertThat(alpha.model()).isEqualTo("alpha-1");
    assertThat(alpha.price()).isNotNull();
    assertThat(alpha.price().standard().base().output()).isEqualByComparingTo("0.000008");
    assertThat(alpha.tokenBound().safetyFactor()).isEqualByComparingTo("1.5");
  }

  @Test
  @Tag("rule-6.3")
  void drawsTheSameVariantForTheSameRequestEachTime() {
    Policies one = policies("quotas: {default: {tokens_per_month: 10}}");
    Policies other = policies("quotas: {default: {tokens_per_month: 999}}");

    for (int i = 0; i < 200; i++) {
      assertThat(plan(other, "r" + i)).isEqualTo(plan(one, "r" + i));
    }
  }

  @Test
  void drawsVariantsByTheirWeights() {
    Policies policies = policies("quotas: {default: {tokens_per_month: 10}}");

    Map<String, Long> drawn =
        IntStream.range(0, 10_000)
            .mapToObj(i -> String.valueOf(plan(policies, "request-" + i).variant()))
            .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));

    assertThat(drawn).containsOnlyKeys("most", "some");
    assertThat(drawn.get("some")).isBetween(800L, 1_200L);
  }

  @Test
  void givesNoPlanForAnAliasWithoutARoute() {
    assertThat(
            policies("quotas: {default: {tokens_per_month: 10}}")
                .plan("nonesuch", Samples.KEY, Samples.NOW))
        .isEmpty();
  }

  @Test
  void knowsNoLimitWhereNoQuotaIsConfigured() {
    assertThat(policies("").limits("acme", "fast")).isEmpty();
  }

  @Test
  @Tag("rule-2.10")
  void collectsTheLimitsOfTheTenantAndOfTheAlias() {
    Policies policies =
        policies(
            """
            quotas:
              default:
                tokens_per_month: 1000
                requests_per_minute: 60
                models: {plain: {tokens_per_day: 50}}
            """);

    assertThat(policies.limits("acme", "plain"))
        .containsExactlyInAnyOrder(
            limit("tenant", LimitKind.TOKENS_PER_MONTH, "1000", true),
            limit("tenant", LimitKind.REQUESTS_PER_MINUTE, "60", true),
            limit("model:plain", LimitKind.TOKENS_PER_DAY, "50", true));
    assertThat(policies.limits("acme", "fast")).hasSize(2);
  }

  @Test
  void decidesInShadowModeAndEnforcesNothing() {
    assertThat(
            policies("quotas: {default: {mode: shadow, tokens_per_month: 10}}")
                .limits("acme", "fast"))
        .containsExactly(limit("tenant", LimitKind.TOKENS_PER_MONTH, "10", false));
  }

  @Test
  void letsOneLimitHaveAModeOfItsOwn() {
    List<Limit> limits =
        policies(
                """
                quotas:
                  default:
                    tokens_per_month: {limit: 10, mode: shadow}
                    requests_per_minute: 5
                """)
            .limits("acme", "fast");

    assertThat(limits)
        .containsExactlyInAnyOrder(
            limit("tenant", LimitKind.TOKENS_PER_MONTH, "10", false),
            limit("tenant", LimitKind.REQUESTS_PER_MINUTE, "5", true));
  }

  @Test
  void countsOnUnderALimitThatIsOff() {
    assertThat(
            policies("quotas: {default: {mode: off, tokens_per_month: 10}}").limits("acme", "fast"))
        .singleElement()
        .satisfies(limit -> {
          assertThat(limit.enforced()).isFalse();
          assertThat(limit.value()).isGreaterThan(new BigDecimal("1000000000000"));
        });
  }

  @Test
  void countsTheTokensOfATenantWithoutLimits() {
    assertThat(policies("quotas: {default: {unlimited: true}}").limits("acme", "fast"))
        .singleElement()
        .satisfies(limit -> {
          assertThat(limit.kind()).isEqualTo(LimitKind.TOKENS_PER_MONTH);
          assertThat(limit.enforced()).isFalse();
        });
  }

  private static Limit limit(String scope, LimitKind kind, String value, boolean enforced) {
    return new Limit(scope, kind, new BigDecimal(value), enforced);
  }
}
