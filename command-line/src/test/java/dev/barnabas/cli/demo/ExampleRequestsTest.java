package dev.barnabas.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.Barnabas;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.TerminalStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ExampleRequestsTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  private final List<DemoRequest> requests = DemoRequest.read(EXAMPLES.resolve("requests.jsonl"));
  private final Configuration configuration =
      ConfigurationLoader.load(
              EXAMPLES.resolve("demo.yaml"),
              LoadContext.ofProcess()
                  .asUnderUp()
                  .withoutKeys()
                  .withEnvironment(Map.of("EMULATOR_URL", "http://127.0.0.1:1")))
          .orElseThrow();

  private long count(TerminalStatus status) {
    return requests.stream().filter(r -> r.expectation().status() == status).count();
  }

  @Test
  void theExamplesAreManyAndVaried() {
    assertThat(requests).hasSizeGreaterThanOrEqualTo(200);
    assertThat(requests)
        .extracting(r -> r.line().request().getMetadata().getTenantId())
        .contains("acme", "globex", "initech", "umbrella", "trial-user", "stranger");
    assertThat(count(TerminalStatus.REJECTED)).isGreaterThanOrEqualTo(5);
    assertThat(count(TerminalStatus.DEGRADED)).isPositive();
    assertThat(requests).anyMatch(r -> r.expectation().refused() != null);
    assertThat(requests).anyMatch(r -> r.expectation().deadLetter() != null);
    assertThat(requests).anyMatch(r -> r.line().request().getPriority() == Priority.BULK);
    assertThat(requests).anyMatch(r -> !r.line().request().getTools().isEmpty());
    assertThat(requests).anyMatch(r -> r.line().request().getResponseFormat() != null);
  }

  @Test
  void threeAnswersAreShownWithWhatWasRedacted() {
    assertThat(requests.stream().filter(r -> r.expectation().show()))
        .hasSize(3)
        .allMatch(r -> !r.expectation().redacted().isEmpty());
  }

  @Test
  void whoeverExpectsAnAnswerNamesARouteAndATenantThatAreConfigured() {
    assertThat(requests)
        .filteredOn(r -> r.expectation().status() == TerminalStatus.COMPLETED)
        .allMatch(r -> configuration.route(r.line().request().getModelId()).isPresent())
        .allMatch(r -> configuration.knowsTenant(r.line().request().getMetadata().getTenantId()));
  }

  @Test
  void idsComeTwiceOnlyWhereARepeatOrAConflictIsMeant() {
    Map<String, List<DemoRequest>> byId =
        requests.stream().collect(Collectors.groupingBy(DemoRequest::id));

    assertThat(byId.values())
        .allMatch(same -> same.size() <= 2)
        .filteredOn(same -> same.size() == 2)
        .isNotEmpty()
        .allMatch(same -> same.getLast().expectation().phase() == Phase.AGAIN);
  }

  /** The README submits the examples to an `up` without a configuration. */
  @Test
  void upWithoutAConfigurationServesTheExamplesToo() throws IOException {
    try (InputStream text = Barnabas.class.getResourceAsStream("default.yaml")) {
      assertThat(text).isNotNull();
      Configuration byDefault =
          ConfigurationLoader.parse(
                  new String(text.readAllBytes(), StandardCharsets.UTF_8),
                  LoadContext.ofProcess()
                      .asUnderUp()
                      .withoutKeys()
                      .withEnvironment(Map.of("EMULATOR_URL", "http://127.0.0.1:1")))
              .orElseThrow();

      assertThat(requests)
          .extracting(r -> r.line().request().getModelId())
          .filteredOn(alias -> configuration.route(alias).isPresent())
          .allMatch(alias -> byDefault.route(alias).isPresent());
    }
  }
}
