package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutsTest {

  private static final String LAYOUT_1 = Loading.resource("layout-1.yaml");
  private static final String LAYOUT_2 = Loading.resource("layout-2.yaml");
  private static final String MISSING_PARTNERS =
      """
        - {id: model-provider-b, adapter: anthropic, endpoint: "http://localhost:1", api_key: "${PROVIDER_B_KEY}"}
        - {id: model-provider-c, adapter: openai, endpoint: "http://localhost:1", api_key: "${PROVIDER_C_KEY}"}
      routing:
      """;

  @Test
  void loadsTheFirstLayoutAsItStands() {
    Configuration configuration = Loading.load(LAYOUT_1);

    assertThat(configuration.partners())
        .extracting(Partner::id)
        .containsExactly("partner-alpha", "partner-beta");
    Partner alpha = configuration.partner("partner-alpha").orElseThrow();
    assertThat(alpha.adapter()).isEqualTo("openai");
    assertThat(alpha.endpoint()).hasToString("https://api.partner-alpha.com/v1");
    assertThat(alpha.credential())
        .isEqualTo(new Credential.SecretFile("secrets/partner-alpha/key"));
    assertThat(alpha.fallbacks()).containsExactly("partner-beta");
    assertThat(alpha.rateLimit()).isEqualTo(new RateLimit(1000L, null));
    assertThat(alpha.schemaVersion()).isEqualTo("v2.1");
    assertThat(configuration.partner("partner-beta").orElseThrow().adapter())
        .isEqualTo("anthropic");
    Route fast = configuration.route("fast-text").orElseThrow();
    assertThat(fast.chain()).containsExactly("partner-alpha", "partner-beta");
    assertThat(fast.piiFilter()).isEqualTo(PiiFilter.STANDARD);
    Route secure = configuration.route("secure-code").orElseThrow();
    assertThat(secure.chain()).containsExactly("partner-beta");
    assertThat(secure.piiFilter()).isEqualTo(PiiFilter.STRICT);
  }

  @Test
  void namesThePartnersThatTheSecondLayoutDoesNotDefine() {
    assertThat(Loading.errors(LAYOUT_2))
        .containsExactly(
            "routing.models[0].fallback: unknown partner \"model-provider-b\"; defined: model-provider-a",
            "routing.models[1].adapter: unknown partner \"model-provider-c\"; defined: model-provider-a");
  }

  @Test
  void loadsTheSecondLayoutOnceItsPartnersAreDefined() {
    Configuration configuration = Loading.load(LAYOUT_2.replace("routing:\n", MISSING_PARTNERS));

    assertThat(configuration.gateway().tracing().enabled()).isTrue();
    assertThat(configuration.gateway().tracing().exporter()).isEqualTo(Gateway.Exporter.OTEL);
    Partner a = configuration.partner("model-provider-a").orElseThrow();
    assertThat(a.endpoint()).hasToString("http://localhost:7001/v1");
    assertThat(a.credential()).isEqualTo(new Credential.EnvironmentVariable("PROVIDER_A_KEY"));
    assertThat(a.rateLimit()).isEqualTo(new RateLimit(2000L, null));
    assertThat(a.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(a.retry().maxAttempts()).isEqualTo(3);
    assertThat(a.retry().backoff()).isEqualTo(Retry.Backoff.EXPONENTIAL);
    assertThat(a.pii().entities()).isEqualTo(List.of("EMAIL", "PHONE", "US_SSN"));
    assertThat(a.pii().action()).isEqualTo(PiiAction.MASK);
    Route chat = configuration.route("chat-assistant").orElseThrow();
    assertThat(chat.chain()).containsExactly("model-provider-a", "model-provider-b");
    assertThat(chat.costPerToken()).isEqualTo(new BigDecimal("0.00002"));
    assertThat(configuration.contract(chat).orElseThrow().json()).contains("\"answer\"");
    assertThat(configuration.route("code-completion").orElseThrow().fallbackChain()).isEmpty();
    assertThat(configuration.limitsFor("anyone").orElseThrow().tokensPerMonth())
        .isEqualTo(new CountLimit(1_000_000, null, null));
    assertThat(configuration.quotas().tiers())
        .hasEntrySatisfying(
            "enterprise",
            limits ->
                assertThat(limits.requestsPerMinute()).isEqualTo(new CountLimit(500, null, null)));
  }
}
