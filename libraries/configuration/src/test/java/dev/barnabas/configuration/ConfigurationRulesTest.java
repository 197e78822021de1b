package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.pricing.TokenBound;
import dev.barnabas.pricing.TokenFamily;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test per rule of the configuration. */
class ConfigurationRulesTest {

  private static Configuration two(String partner, String route) {
    return Loading.load(Loading.TWO_PARTNERS.formatted(partner, route, ""));
  }

  private static Partner alpha(String partner) {
    return two(partner, "").partner("alpha").orElseThrow();
  }

  private static Route fast(String route) {
    return two("", route).route("fast").orElseThrow();
  }

  @Test
  void takesThePartnersFallbacksForARouteWithoutAChain() {
    assertThat(fast("").chain()).containsExactly("alpha", "beta");
  }

  @Test
  void letsTheRoutesChainWinOverThePartnersFallbacks() {
    assertThat(fast(", fallback_chain: []").chain()).containsExactly("alpha");
    assertThat(fast(", fallback: []").chain()).containsExactly("alpha");
  }

  @Test
  void takesAFallbackAsTextOrList() {
    assertThat(fast(", fallback: beta").fallbackChain()).containsExactly("beta");
    assertThat(fast(", fallback: [beta]").fallbackChain()).containsExactly("beta");
    assertThat(fast(", fallback_chain: beta").fallbackChain()).containsExactly("beta");
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary", "partner", "adapter"})
  void readsARoutesPartnerInThreeSpellings(String key) {
    String yaml = Loading.MINIMAL.replace("primary:", key + ":");

    assertThat(Loading.load(yaml).route("fast").orElseThrow().primary()).isEqualTo("alpha");
  }

  @Test
  void readsARoutesNameAsItsAlias() {
    assertThat(Loading.load(Loading.MINIMAL.replace("alias:", "name:")).route("fast")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, openai",
    "OpenAIAdapter, openai",
    "OPENAI, openai",
    "anthropic, anthropic",
    "AnthropicAdapter, anthropic",
    "simulated, simulated",
    "com.acme.Adapter, com.acme.Adapter"
  })
  void readsAnAdapterInItsSpellings(String written, String meant) {
    Configuration configuration = Loading.load(Loading.MINIMAL.replace("simulated", written));

    assertThat(configuration.partner("alpha").orElseThrow().adapter()).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "2000, 2000,",
    "1000 req/min, 1000,",
    "500 requests/minute, 500,",
    "1_000, 1000,",
    "10 req/s, 600,",
    "10 requests per second, 600,",
    "6000 req/hour, 100,",
    "90000 tokens/min, , 90000",
    "{requests_per_minute: 5}, 5,",
    "{rpm: 5}, 5,"
  })
  void readsARateLimitAsPeopleWriteIt(String written, Long requests, Long tokens) {
    assertThat(alpha(", rate_limit: " + written).rateLimit())
        .isEqualTo(new RateLimit(requests, tokens));
  }

  @Test
  void readsARateLimitOnRequestsAndTokens() {
    assertThat(alpha(", rate_limit: {requests_per_minute: 5, tokens_per_minute: 6}").rateLimit())
        .isEqualTo(new RateLimit(5L, 6L));
  }

  @Test
  void masksMailPhoneAndSocialSecurityNumberWithoutAPiiBlock() {
    PiiPolicy pii = alpha("").pii();

    assertThat(pii.enabled()).isTrue();
    assertThat(pii.entities()).containsExactly("EMAIL", "PHONE", "US_SSN");
    assertThat(pii.action()).isEqualTo(PiiAction.MASK);
  }

  @Test
  void sendsRawOnlyWhenPiiIsSwitchedOff() {
    assertThat(alpha(", pii: {enabled: false}").pii().enabled()).isFalse();
    assertThat(Loading.warnings(Loading.TWO_PARTNERS.formatted(", pii: {enabled: false}", "", "")))
        .contains(
            "partners[0].pii: is off: personal data is sent to this partner as it is, except by strict routes");
  }

  @Test
  void readsMaskAsPlaceholderAndRemoveAsRemoval() {
    assertThat(alpha(", pii: {action: mask}").pii().action()).isEqualTo(PiiAction.MASK);
    assertThat(alpha(", pii: {action: placeholder}").pii().action()).isEqualTo(PiiAction.MASK);
    assertThat(alpha(", pii: {action: remove}").pii().action()).isEqualTo(PiiAction.REMOVE);
  }

  @Test
  void readsSsnAsUsSsn() {
    assertThat(alpha(", pii: {entities: [SSN, US_SSN, ssn]}").pii().entities())
        .containsExactly("US_SSN");
  }

  @Test
  void findsEveryEntityOnAStrictRoute() {
    Configuration configuration =
        two(", pii: {entities: [EMAIL], action: remove}", ", pii_filter: strict");

    PiiPolicy strict =
        configuration.piiPolicy(
            configuration.route("fast").orElseThrow(),
            configuration.partner("alpha").orElseThrow());

    assertThat(strict.entities()).containsExactlyInAnyOrderElementsOf(PiiPolicy.ENTITIES);
    assertThat(strict.actionFor("IBAN")).isEqualTo(PiiAction.REMOVE);
  }

  @Test
  void findsEveryEntityOnAStrictRouteToAPartnerThatGetsRawText() {
    Configuration configuration = two(", pii: {enabled: false}", ", pii_filter: strict");
    Partner alpha = configuration.partner("alpha").orElseThrow();

    PiiPolicy strict = configuration.piiPolicy(configuration.route("fast").orElseThrow(), alpha);

    assertThat(strict.enabled()).isTrue();
    assertThat(strict.entities()).isEqualTo(PiiPolicy.ENTITIES);
    assertThat(strict.actionFor("EMAIL")).isEqualTo(PiiAction.MASK);
  }

  @Test
  void leavesAStandardRouteToThePartnersPolicy() {
    Configuration configuration = two(", pii: {entities: [EMAIL]}", "");
    Partner alpha = configuration.partner("alpha").orElseThrow();

    assertThat(configuration.piiPolicy(configuration.route("fast").orElseThrow(), alpha))
        .isEqualTo(alpha.pii());
  }

  @Test
  void ordersActionsByStrictness() {
    assertThat(alpha(", pii: {action: hash}").pii().action()).isEqualTo(PiiAction.HASH);
    assertThat(PiiAction.ALLOW.stricter(PiiAction.MASK)).isEqualTo(PiiAction.MASK);
    assertThat(PiiAction.HASH.stricter(PiiAction.MASK)).isEqualTo(PiiAction.HASH);
    assertThat(PiiAction.HASH.stricter(PiiAction.REMOVE)).isEqualTo(PiiAction.REMOVE);
    assertThat(PiiAction.MASK.stricter(PiiAction.REMOVE)).isEqualTo(PiiAction.REMOVE);
    assertThat(PiiAction.BLOCK.stricter(PiiAction.MASK)).isEqualTo(PiiAction.BLOCK);
  }

  @Test
  void keepsEveryDigitOfADecimal() {
    assertThat(fast(", cost_per_token: 0.000000000000000001").costPerToken())
        .isEqualTo(new BigDecimal("0.000000000000000001"));
    assertThat(fast(", cost_per_token: 0.1").costPerToken()).isEqualTo(new BigDecimal("0.1"));
  }

  @Test
  void boundsTokensByTheAdaptersFamilyAndWhatIsConfiguredOverIt() {
    assertThat(alpha("").tokenBound()).isEqualTo(TokenFamily.SIMULATED.bound());
    assertThat(
            alpha(", token_bounds: {family: openai, per_image: 1500, context_window: 9000}")
                .tokenBound())
        .isEqualTo(new TokenBound(BigDecimal.ONE, 128, 8, 400, 32, 1_500, 2_000_000, 9_000L));
    assertThat(alpha(", token_bounds: {safety_factor: 1.5}").tokenBound())
        .isEqualTo(TokenFamily.SIMULATED.bound().withSafetyFactor(new BigDecimal("1.5")));
  }

  @Test
  void warnsThatNothingIsAdmittedWithoutQuotas() {
    String yaml = Loading.MINIMAL.substring(0, Loading.MINIMAL.indexOf("quotas:"));

    assertThat(Loading.warnings(yaml))
        .contains("quotas: every request will be refused: NO_QUOTA; add quotas.default");
    assertThat(Loading.load(yaml).limitsFor("anyone")).isEmpty();
  }

  @Test
  void warnsAboutATenantWithoutAQuota() {
    String yaml =
        Loading.MINIMAL.replace("default:", "tiers: {gold: {tokens_per_day: 5}} #")
            + "tenants: {acme: {tier: gold}, poor: {}}\n";

    assertThat(Loading.warnings(yaml))
        .contains("tenants.poor: has no quota: its every request will be refused NO_QUOTA");
  }

  @Test
  void refusesLimitsThatLimitNothing() {
    assertThat(Loading.errors(Loading.MINIMAL.replace("{tokens_per_month: 1000}", "{}")))
        .containsExactly("quotas.default: names no limit; write unlimited: true if none is wanted");
  }

  @Test
  void sendsAnAliasWithoutAModelAsItIsWithAWarning() {
    String yaml = Loading.MINIMAL.replace("    models: {fast: sim-1}\n", "");

    assertThat(Loading.load(yaml).partner("alpha").orElseThrow().providerModel("fast"))
        .isEqualTo("fast");
    assertThat(Loading.warnings(yaml))
        .contains(
            "partners[0].models: has no model for the alias \"fast\", which is sent as it is");
    assertThat(Loading.load(Loading.MINIMAL).partner("alpha").orElseThrow().providerModel("fast"))
        .isEqualTo("sim-1");
  }

  @Test
  void knowsEveryTenantWithoutAListAndOnlyTheListedWithOne() {
    Configuration open = Loading.load(Loading.MINIMAL);
    Configuration closed = Loading.minimalWith("tenants: {acme: {}}\n");

    assertThat(open.knowsTenant("anyone")).isTrue();
    assertThat(closed.knowsTenant("acme")).isTrue();
    assertThat(closed.knowsTenant("anyone")).isFalse();
    assertThat(closed.limitsFor("anyone")).isEmpty();
  }

  @Test
  void layersATenantsLimitsOverItsTiersOverTheDefault() {
    Configuration configuration =
        Loading.load(
            Loading.MINIMAL.replace(
                    "{tokens_per_month: 1000}",
                    "{tokens_per_month: 1000, requests_per_minute: 60, calls_in_flight: 2,"
                        + " models: {fast: {tokens_per_day: 9, tokens_per_minute: 8}}}\n  tiers: {gold:"
                        + " {tokens_per_month: 5000, models: {fast: {tokens_per_day: 10}}}, free: {unlimited: true, calls_in_flight: 1}}")
                + "tenants: {acme: {tier: gold, quotas: {requests_per_minute: 600}}, all: free, plain: {}}\n");

    Limits acme = configuration.limitsFor("acme").orElseThrow();
    assertThat(acme.tokensPerMonth()).isEqualTo(new CountLimit(5000, null, null));
    assertThat(acme.requestsPerMinute()).isEqualTo(new CountLimit(600, null, null));
    assertThat(acme.callsInFlight()).isEqualTo(new CountLimit(2, null, null));
    ModelLimits fast = configuration.limitsFor("acme", "fast");
    assertThat(fast.tokensPerDay()).isEqualTo(new CountLimit(10, null, null));
    assertThat(fast.tokensPerMinute()).isEqualTo(new CountLimit(8, null, null));
    assertThat(configuration.limitsFor("acme", "slow")).isEqualTo(ModelLimits.NONE);
    Limits free = configuration.limitsFor("all").orElseThrow();
    assertThat(free.tokensPerMonth()).isNull();
    assertThat(free.callsInFlight()).isEqualTo(new CountLimit(1, null, null));
    assertThat(configuration.limitsFor("plain").orElseThrow().tokensPerMonth())
        .isEqualTo(new CountLimit(1000, null, null));
  }

  @ParameterizedTest
  @CsvSource({"off, OFF", "shadow, SHADOW", "enforce, ENFORCE"})
  void readsHowFarALimitGoes(String written, PolicyMode mode) {
    Configuration configuration =
        Loading.load(Loading.MINIMAL.replace("1000}", "1000, mode: " + written + "}"));

    assertThat(configuration.limitsFor("t").orElseThrow().effectiveMode()).isEqualTo(mode);
  }

  @Test
  void enforcesALimitThatSaysNothingElse() {
    assertThat(Loading.load(Loading.MINIMAL).limitsFor("t").orElseThrow().effectiveMode())
        .isEqualTo(PolicyMode.ENFORCE);
  }

  @Test
  void readsADeadlineForBothLanesOrEach() {
    assertThat(fast("").deadline())
        .isEqualTo(new RouteDeadline(Duration.ofMinutes(2), Duration.ofHours(24)));
    assertThat(fast(", deadline: 5m").deadline())
        .isEqualTo(new RouteDeadline(Duration.ofMinutes(5), Duration.ofMinutes(5)));
    assertThat(fast(", deadline: {realtime: 10s}").deadline())
        .isEqualTo(new RouteDeadline(Duration.ofSeconds(10), Duration.ofHours(24)));
  }

  @Test
  @Tag("rule-3.6")
  void keepsWorkAndIdsAsLongAsTheLongestDeadlineNeeds() {
    Configuration standard = Loading.load(Loading.MINIMAL);
    Configuration shorter = Loading.minimalWith("deadlines: {max: 1h}\n");
    Configuration longer =
        Loading.minimalWith(
            "deadlines: {max: 72h}\nkafka: {retention: {outcomes: 10d, responses: 10d}}\n");

    assertThat(standard.partners().getFirst().workRetention()).isEqualTo(Duration.ofHours(25));
    assertThat(standard.dedupe().effectiveWindow()).isEqualTo(Duration.ofHours(25));
    assertThat(shorter.partners().getFirst().workRetention()).isEqualTo(Duration.ofHours(24));
    assertThat(shorter.dedupe().effectiveWindow()).isEqualTo(Duration.ofHours(24));
    assertThat(shorter.route("fast").orElseThrow().deadline().bulk())
        .isEqualTo(Duration.ofHours(1));
    assertThat(longer.partners().getFirst().workRetention()).isEqualTo(Duration.ofHours(73));
    assertThat(longer.dedupe().effectiveWindow()).isEqualTo(Duration.ofHours(73));
  }

  @Test
  void readsADurationInMillisecondsOrWithAUnit() {
    assertThat(alpha(", timeout_ms: 5000").timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(alpha(", timeout: 5s").timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(alpha(", timeout_ms: 1m30s").timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(alpha("").timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(Loading.warnings(Loading.TWO_PARTNERS.formatted(", timeout_ms: 5000", "", "")))
        .contains("partners[0].timeout_ms: is short for a language model; 60000 is usual");
  }

  @Test
  void readsADegradeRuleAsTextOrMap() {
    assertThat(fast(", degrade: \"Later, please.\"").degrade())
        .isEqualTo(new Degrade("Later, please."));
    assertThat(fast(", degrade: {template: \"Later, please.\"}").degrade())
        .isEqualTo(new Degrade("Later, please."));
  }

  @Test
  void readsAuthenticationAsTextOrMap() {
    assertThat(
            Loading.minimalWith("authentication: topics\ntenants: {acme: {}}\n")
                .authentication()
                .mode())
        .isEqualTo(Authentication.Mode.TOPICS);
    assertThat(Loading.minimalWith("authentication: {mode: none}\n").authentication().mode())
        .isEqualTo(Authentication.Mode.NONE);
    assertThat(Loading.load(Loading.MINIMAL).authentication().mode())
        .isEqualTo(Authentication.Mode.NONE);
  }

  @Test
  void replacesEnvironmentVariables() {
    LoadContext context = Loading.context().withEnvironment(Map.of("PORT", "9000", "EMPTY", ""));
    String yaml =
        Loading.MINIMAL
            + "gateway: {port: \"${PORT}\"}\nmanagement: {port: \"${OTHER:-9001}\", address: \"${EMPTY:-::1}\"}\n"
            + "secrets_dir: \"$${literally}-${env:PORT}\"\n";

    Configuration configuration = ConfigurationLoader.parse(yaml, context).orElseThrow();

    assertThat(configuration.gateway().port()).isEqualTo(9000);
    assertThat(configuration.management().port()).isEqualTo(9001);
    assertThat(configuration.management().address()).isEqualTo("::1");
    assertThat(configuration.secretsDir()).isEqualTo("${literally}-9000");
    assertThat(configuration.managementPort()).isEqualTo(9001);
    assertThat(Loading.load(Loading.MINIMAL).managementPort()).isEqualTo(8080);
  }

  @Test
  void refusesABrokenReference() {
    assertThat(Loading.errors(Loading.MINIMAL + "secrets_dir: \"${not closed\"\n"))
        .containsExactly(
            "secrets_dir: has a ${ that starts no ${NAME} or ${NAME:-default}; write $${ for the characters"
                + " themselves");
  }

  @Test
  void mergesAnchors() {
    Configuration configuration =
        Loading.load(
            """
            partners:
              - &base {id: alpha, adapter: simulated, models: {fast: sim-1}, max_concurrency: 3}
              - {<<: *base, id: beta}
            routing: {models: [{alias: fast, primary: alpha, fallback: beta}]}
            quotas: {default: {tokens_per_day: 1}}
            """);

    assertThat(configuration.partner("beta").orElseThrow().maxConcurrency()).isEqualTo(3);
  }

  @Test
  void givesThePublicEndpointOfABuiltInAdapter() {
    Configuration configuration =
        Loading.load(
            Loading.MINIMAL.replace("simulated", "openai\n    api_key: ${PROVIDER_A_KEY}"));

    assertThat(configuration.partner("alpha").orElseThrow().endpoint())
        .hasToString("https://api.openai.com/v1");
    assertThat(Loading.load(Loading.MINIMAL).partner("alpha").orElseThrow().url()).isEmpty();
  }

  @Test
  void listsAPartnerOfVariantsOnce() {
    Route route = fast(", variants: [{name: b, partner: beta, weight: 1, fallback: alpha}]");

    assertThat(route.variants()).containsExactly(new Variant("b", "beta", 1, List.of("alpha")));
    assertThat(route.partners()).containsExactly("alpha", "beta");
  }

  @Test
  void warnsThatAnyoneIsBelievedWithoutAuthentication() {
    LoadContext deployed = LoadContext.ofProcess().withEnvironment(Map.of());

    assertThat(
            ConfigurationLoader.parse(Loading.MINIMAL + "authentication: none\n", deployed)
                .warnings())
        .anyMatch(warning -> warning.path().equals("authentication"));
  }
}
