package dev.barnabas.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.emulator.Emulator;
import dev.barnabas.emulator.EmulatorOptions;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.TerminalStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both layouts serve as they stand in {@code examples/}, with the provider emulator behind them.
 */
class LayoutsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String EMAIL = "k@example.org";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void answersEachRouteOfLayoutOne() throws Exception {
    Path file = example("layout-1.yaml");
    key("partner-alpha");
    key("partner-beta");
    try (Emulator emulator = Emulator.start(EmulatorOptions.defaults());
        KillableHouse house =
            KillableHouse.start(
                directory,
                file,
                Map.of(
                    "PARTNER_ALPHA_ENDPOINT",
                    emulator.baseUri("partner-alpha") + "/v1",
                    "PARTNER_BETA_ENDPOINT",
                    emulator.baseUri("partner-beta").toString()));
        BarnabasClient client = house.client()) {

      InferenceResponse text = answer(client, prompt("fast-text").build());
      InferenceResponse code = answer(client, prompt("secure-code").build());

      assertCompleted(text, "partner-alpha");
      assertCompleted(code, "partner-beta");
      assertThat(text.getContent()).contains(EMAIL);
      assertThat(code.getContent()).contains(EMAIL);
      assertThat(emulator.traffic().counts().keySet()).contains("partner-alpha", "partner-beta");
    }
  }

  @Test
  void answersEachRouteOfLayoutTwoByItsContractAndPrice() throws Exception {
    Path file = example("layout-2.yaml");
    try (Emulator emulator = Emulator.start(EmulatorOptions.defaults());
        EmulatorAdmin admin = new EmulatorAdmin(emulator.baseUri());
        KillableHouse house =
            KillableHouse.start(
                directory,
                file,
                Map.of(
                    "PROVIDER_A_ENDPOINT",
                    emulator.baseUri("a") + "/v1",
                    "PROVIDER_A_KEY",
                    "key-a",
                    "PROVIDER_B_ENDPOINT",
                    emulator.baseUri("b").toString(),
                    "PROVIDER_B_KEY",
                    "key-b",
                    "PROVIDER_C_ENDPOINT",
                    emulator.baseUri("c") + "/v1",
                    "PROVIDER_C_KEY",
                    "key-c"));
        BarnabasClient client = house.client()) {

      InferenceResponse chat = answer(client, prompt("chat-assistant").build());
      InferenceResponse code = answer(client, prompt("code-completion").build());
      admin.put("{\"provider\":\"a\",\"fault\":\"503\"}");
      InferenceResponse other = answer(client, prompt("chat-assistant").build());

      assertCompleted(chat, "model-provider-a");
      assertThat(json(chat).path("reply").asText()).contains(EMAIL);
      assertPriced(chat, "0.00002");
      assertCompleted(code, "model-provider-c");
      assertThat(json(code).path("code").asText()).isNotEmpty();
      assertPriced(code, "0.00001");
      assertCompleted(other, "model-provider-b");
      assertThat(json(other).path("reply").asText()).contains(EMAIL);
    }
  }

  private static RequestBuilder prompt(String route) {
    return RequestBuilder.of("acme", route).prompt("Write to " + EMAIL + ".");
  }

  private static InferenceResponse answer(BarnabasClient client, InferenceRequest request)
      throws Exception {
    return client.submit(request).get(90, TimeUnit.SECONDS);
  }

  private static void assertCompleted(InferenceResponse response, String partner) {
    assertThat(response.getStatus()).as("%s", response).isEqualTo(TerminalStatus.COMPLETED);
    assertThat(response.getPartnerId()).isEqualTo(partner);
    assertThat(response.getTokensUsed()).isPositive();
  }

  private static void assertPriced(InferenceResponse response, String perToken) {
    assertThat(response.getCost().getAmount())
        .isEqualByComparingTo(
            new BigDecimal(perToken).multiply(BigDecimal.valueOf(response.getTokensUsed())));
  }

  private static JsonNode json(InferenceResponse response) throws IOException {
    return JSON.readTree(response.getContent());
  }

  /** The example, byte for byte, where its keys can be put beside it. */
  private Path example(String name) throws IOException {
    Path examples = Path.of(System.getProperty("basedir", "."), "..", "..", "examples");
    return Files.copy(examples.resolve(name), directory.resolve(name));
  }

  private void key(String partner) throws IOException {
    Path key = directory.resolve("secrets").resolve(partner).resolve("key");
    Files.createDirectories(key.getParent());
    Files.writeString(key, "key-of-" + partner);
  }
}
