package dev.barnabas.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.SizeBudget;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class InstallationTest {
  private static final String SMALL =
      """
      partners: [{id: alpha, adapter: openai, endpoint: "http://127.0.0.1:9/v1"}]
      routing: {models: [{alias: fast, primary: alpha}]}
      quotas: {default: {tokens_per_month: 1000}}
      """;

  private static Installation installation(String text) {
    Configuration configuration =
        ConfigurationLoader.parse(text, LoadContext.ofProcess().asUnderUp().withoutKeys())
            .orElseThrow();
    return Installation.of(
        configuration,
        new ProcessOptions(
            Path.of("barnabas.yaml"), "127.0.0.1:1", URI.create("http://127.0.0.1:2"), null));
  }

  @Test
  void aConfigurationThatSaysNothingHasTheSizesThatClientsAssume() {
    Installation installation = installation(SMALL);

    assertThat(installation.plan().sizes()).isEqualTo(SizeBudget.ofDefaults());
    assertThat(installation.kafka().maxRequestBytes())
        .isEqualTo(SizeBudget.ofDefaults().messageBytes());
  }

  @Test
  void sizesThatAreSaidReachTheTopics() {
    Installation installation =
        installation(SMALL + "sizes: {request: 100KiB, answer: 200KiB, restore: 300KiB}\n");

    assertThat(installation.plan().sizes())
        .isEqualTo(new SizeBudget(100 * 1024, 200 * 1024, 300 * 1024));
  }
}
