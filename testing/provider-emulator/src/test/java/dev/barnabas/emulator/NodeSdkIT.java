package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.emulator.ledger.LedgerCall;
import dev.barnabas.emulator.ledger.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The official Node SDKs against the emulator, unchanged. They are installed below {@code target};
 * where Node, npm or a registry is missing the tests are aborted and say so.
 */
class NodeSdkIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DIRECTORY = Path.of("target", "node-sdk");
  private static JsonNode results = JSON.createObjectNode();
  private static List<LedgerCall> ledger = List.of();

  @BeforeAll
  static void driveEmulator() throws Exception {
    install();
    try (Emulator emulator = Emulator.start(EmulatorOptions.defaults())) {
      Run run = run(60, "node", "drive.mjs", emulator.baseUri().toString());
      assertThat(run.exit()).as(run.output()).isZero();
      String last = run.output().lines().reduce("", (_, next) -> next);
      results = JSON.readTree(last);
      assertThat(emulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
      ledger = emulator.ledger();
    }
  }

  private static void install() throws Exception {
    Files.createDirectories(DIRECTORY);
    try (InputStream script = NodeSdkIT.class.getResourceAsStream("/node/drive.mjs")) {
      Path copy = DIRECTORY.resolve("drive.mjs");
      Files.copy(Objects.requireNonNull(script), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(DIRECTORY.resolve("package.json"), "{\"private\":true}\n");
    try {
      run(20, "node", "--version");
      if (!installed("openai") || !installed("@anthropic-ai/sdk")) {
        npmInstall();
      }
    } catch (IOException e) {
      notRun("node or npm is not on the PATH: " + e.getMessage());
    }
  }

  private static boolean installed(String name) {
    return Files.isDirectory(DIRECTORY.resolve("node_modules").resolve(name));
  }

  private static void npmInstall() throws Exception {
    Run npm = run(300, "npm", "install", "--no-audit", "--no-fund", "openai", "@anthropic-ai/sdk");
    if (npm.exit() != 0) {
      notRun("npm install failed: " + npm.output().lines().reduce("", (_, next) -> next));
    }
  }

  private static void notRun(String reason) {
    String message = "NOT RUN: Node SDK test (" + reason + ")";
    System.out.println(message);
    abort(message);
  }

  private record Run(int exit, String output) {}

  private static Run run(int seconds, String... command) throws Exception {
    Path output = DIRECTORY.resolve("output.txt");
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(DIRECTORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    return new Run(ended ? process.exitValue() : -1, ended ? text : "took too long\n" + text);
  }

  private static JsonNode result(String scenario) {
    JsonNode result = results.path(scenario);
    assertThat(result.isMissingNode()).isFalse();
    return result;
  }

  private static String text(String scenario, String pointer) {
    return result(scenario).at(pointer).asText();
  }

  @Test
  void readsPlainAnswers() {
    assertThat(text("openaiPlain", "/choices/0/message/content")).contains("<EMAIL_1> in Zürich");
    assertThat(text("openaiPlain", "/request_id")).startsWith("req_");
    assertThat(text("anthropicPlain", "/content/0/text")).contains("<EMAIL_1> in Zürich");
    assertThat(text("anthropicPlain", "/request_id")).startsWith("req_");
  }

  @Test
  void readsStreamsToTheSameTextAndUsage() {
    assertThat(text("openaiStream", "/text"))
        .isEqualTo(text("openaiPlain", "/choices/0/message/content"));
    assertThat(result("openaiStream").path("usage")).isEqualTo(result("openaiPlain").path("usage"));
    assertThat(text("openaiStream", "/finish")).isEqualTo("stop");
    assertThat(text("anthropicStream", "/text"))
        .isEqualTo(text("anthropicPlain", "/content/0/text"));
    assertThat(text("anthropicStream", "/usage/output_tokens"))
        .isEqualTo(text("anthropicPlain", "/usage/output_tokens"));
    assertThat(text("anthropicStream", "/stop")).isEqualTo("end_turn");
  }

  @Test
  void readsToolCallsWholeAndStreamed() {
    assertThat(text("openaiTool", "/finish")).isEqualTo("tool_calls");
    assertThat(text("openaiTool", "/arguments/days")).isEqualTo("1");
    assertThat(result("openaiStreamedTool").path("arguments"))
        .isEqualTo(result("openaiTool").path("arguments"));
    assertThat(text("anthropicTool", "/stop")).isEqualTo("tool_use");
    assertThat(text("anthropicTool", "/input/city")).contains("Zürich");
    assertThat(result("anthropicStreamedTool").path("input"))
        .isEqualTo(result("anthropicTool").path("input"));
    assertThat(text("openaiStructured", "/days")).isEqualTo("1");
  }

  @Test
  void throwsTheirOwnErrors() {
    assertThat(text("openaiRateLimited", "/threw")).isEqualTo("RateLimitError");
    assertThat(text("openaiRateLimited", "/retryAfter")).isEqualTo("7");
    assertThat(text("openaiSpendLimit", "/code")).isEqualTo("insufficient_quota");
    assertThat(text("openaiErrorInStream", "/type")).isEqualTo("server_error");
    assertThat(text("anthropicOverloaded", "/status")).isEqualTo("529");
    assertThat(text("anthropicOverloaded", "/type")).isEqualTo("overloaded_error");
    assertThat(text("anthropicErrorInStream", "/type")).isEqualTo("overloaded_error");
  }

  @Test
  void listsModelsAndCountsTokens() {
    assertThat(result("openaiModels").toString()).contains("emulator-steady");
    assertThat(text("anthropicCountTokens", "/input_tokens"))
        .isEqualTo(text("anthropicPlain", "/usage/input_tokens"));
  }

  @Test
  void isBilledWhatItWasTold() {
    TokenUsage billed =
        ledger.stream()
            .filter(call -> call.received().provider().equals("node-anthropic"))
            .filter(LedgerCall::billed)
            .findFirst()
            .orElseThrow()
            .usage();

    assertThat(Long.toString(billed.inputTokens()))
        .isEqualTo(text("anthropicPlain", "/usage/input_tokens"));
    assertThat(Long.toString(billed.outputTokens()))
        .isEqualTo(text("anthropicPlain", "/usage/output_tokens"));
  }
}
