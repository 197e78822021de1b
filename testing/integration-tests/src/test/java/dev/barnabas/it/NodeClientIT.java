package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.cluster.LocalKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of {@code examples/node}, which uses no library of ours. */
class NodeClientIT {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Duration INSTALL = Duration.ofMinutes(4);
  private static final Path EXAMPLE = Path.of("..", "..", "examples", "node");
  private static final Path PROGRAM = Path.of("target", "node-client");

  @TempDir Path directory;

  @BeforeEach
  void installProgram() throws Exception {
    if (!ExternalProgram.isInstalled("node") || !ExternalProgram.isInstalled("npm")) {
      NotRun.because(NodeClientIT.class, "node or npm is not on the PATH");
    }
    Files.createDirectories(PROGRAM);
    for (String name : List.of("package.json", "submit.mjs")) {
      Files.copy(EXAMPLE.resolve(name), PROGRAM.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    ExternalProgram.Run npm =
        ExternalProgram.run(
            PROGRAM,
            INSTALL,
            Map.of(),
            List.of(
                "npm",
                "install",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "--no-package-lock"));
    if (npm.exitCode() != 0) {
      String reason = npm.errors().lines().reduce("", (_, next) -> next);
      NotRun.because(NodeClientIT.class, "npm install failed: " + reason);
    }
  }

  @Test
  void submitsAvroAndReadsItsResponseByCorrelationId() throws Exception {
    try (LocalKafka kafka = LocalKafka.in(directory.resolve("kafka"))) {
      kafka.start();
      kafka.awaitReady(BOUND).orThrow();
      try (RunningHouse house = RunningHouse.start(directory, kafka.bootstrapServers())) {
        JsonNode first = submit(house, "node-1", "Write to jane.doe@example.org, please.");
        JsonNode second = submit(house, "node-2", "And once more.");

        assertThat(first.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(first.path("tenantId").asText()).isEqualTo("acme");
        assertThat(first.path("correlationId").asText()).isEqualTo("node-1");
        assertThat(first.path("content").asText()).contains("Write to jane.doe@example.org");
        assertThat(first.at("/redactions/EMAIL").asInt()).isEqualTo(1);
        assertThat(second.path("correlationId").asText()).isEqualTo("node-2");
        assertThat(second.path("content").asText()).contains("And once more.");
        assertThat(house.records(house.installation().names().misplaced())).isEmpty();
      }
    }
  }

  private static JsonNode submit(RunningHouse house, String correlationId, String prompt)
      throws Exception {
    ExternalProgram.Run run =
        ExternalProgram.run(
            PROGRAM,
            BOUND,
            Map.of(
                "BARNABAS_BOOTSTRAP", house.installation().kafka().bootstrap(),
                "BARNABAS_CONFLUENT_REGISTRY", house.confluentRegistry().toString(),
                "BARNABAS_TOPIC_PREFIX", house.installation().names().prefix()),
            List.of("node", "submit.mjs", "acme", RunningHouse.MODEL, prompt, correlationId));
    assertThat(run.exitCode()).as(() -> run.errors() + house.logs()).isZero();
    return new JsonMapper().readTree(run.output());
  }
}
