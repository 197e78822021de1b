package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files under examples/ load, and take their endpoints from the environment. */
class ExamplesTest {

  private static Configuration load(String name, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(Loading.ENVIRONMENT);
    environment.putAll(more);
    return ConfigurationLoader.load(
            Loading.repository("examples/" + name), Loading.context().withEnvironment(environment))
        .orElseThrow();
  }

  @Test
  void loadsTheFirstLayoutWithItsEndpointsOverridden() {
    Configuration standard = load("layout-1.yaml", Map.of());
    Configuration local =
        load("layout-1.yaml", Map.of("PARTNER_ALPHA_ENDPOINT", "http://127.0.0.1:7/v1"));

    assertThat(standard.partners())
        .isEqualTo(Loading.load(Loading.resource("layout-1.yaml")).partners());
    assertThat(standard.routing())
        .isEqualTo(Loading.load(Loading.resource("layout-1.yaml")).routing());
    assertThat(standard.limitsFor("anyone")).isPresent();
    assertThat(local.partner("partner-alpha").orElseThrow().endpoint())
        .hasToString("http://127.0.0.1:7/v1");
  }

  @Test
  void loadsTheSecondLayoutWithItsMissingPartners() {
    Configuration configuration = load("layout-2.yaml", Map.of());

    assertThat(configuration.partners()).hasSize(3);
    assertThat(configuration.partner("model-provider-b").orElseThrow().adapter())
        .isEqualTo("anthropic");
    assertThat(configuration.partner("model-provider-c").orElseThrow().endpoint())
        .hasToString("http://localhost:7001/v1");
  }

  @Test
  void loadsARealProviderWithOneVariable() {
    LoadOutcome outcome =
        ConfigurationLoader.load(
            Loading.repository("examples/openai.yaml"),
            Loading.context().withEnvironment(Map.of("OPENAI_API_KEY", "sk-test")));

    Configuration configuration = outcome.orElseThrow();
    assertThat(configuration.partner("openai").orElseThrow().endpoint())
        .hasToString("https://api.openai.com/v1");
    assertThat(configuration.partner("openai").orElseThrow().providerModel("chat"))
        .isEqualTo("gpt-4o-mini");
  }

  @Test
  void loadsTwoProvidersWithTheirPriceBookWithoutAWarning() {
    LoadOutcome outcome =
        ConfigurationLoader.load(
            Loading.repository("examples/two-providers.yaml"),
            Loading.context()
                .withEnvironment(Map.of("OPENAI_API_KEY", "any", "ANTHROPIC_API_KEY", "any")));

    assertThat(Loading.errors(outcome)).isEmpty();
    assertThat(outcome.warnings()).isEmpty();
    Configuration configuration = outcome.orElseThrow();
    assertThat(configuration.priceBook().version()).matches("public-2026-11@[0-9a-f]{12}");
    assertThat(
            configuration
                .tenantPriceRules()
                .priceFor("acme", "enterprise", "chat", null, "USD")
                .factor())
        .isEqualByComparingTo("1.08");
  }

  @Test
  void loadsTheDemonstrationWithoutAWarning() {
    LoadOutcome outcome =
        ConfigurationLoader.load(
            Loading.repository("examples/demo.yaml"),
            Loading.context()
                .withEnvironment(
                    Map.of("EMULATOR_URL", "http://127.0.0.1:9", "EMULATOR_KEY", "any")));

    assertThat(Loading.errors(outcome)).isEmpty();
    assertThat(outcome.warnings()).isEmpty();
    assertThat(outcome.orElseThrow().partner("partner-alpha").orElseThrow().endpoint())
        .hasToString("http://127.0.0.1:9/p/partner-alpha/v1");
  }

  @Test
  void namesTheVariableThatTheRealProviderNeeds() {
    assertThat(
            Loading.errors(
                ConfigurationLoader.load(
                    Loading.repository("examples/openai.yaml"),
                    Loading.context().withEnvironment(Map.of()))))
        .containsExactly("partners[0].api_key: the environment variable OPENAI_API_KEY is not set");
  }
}
