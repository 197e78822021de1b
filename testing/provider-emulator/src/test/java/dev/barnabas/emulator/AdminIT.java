package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults by route, and what the emulator says of itself. */
class AdminIT {
  private Emulator emulator;
  private TestClient admin;
  private TestClient alpha;
  private TestClient beta;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults());
    admin = new TestClient(emulator.baseUri());
    alpha = new TestClient(emulator.baseUri("alpha"));
    beta = new TestClient(emulator.baseUri("beta"));
  }

  @AfterEach
  void stop() throws IOException {
    admin.close();
    alpha.close();
    beta.close();
    emulator.close();
  }

  private JsonNode state() throws Exception {
    return TestClient.json(admin.admin("GET", "/state", ""));
  }

  private void awaitInFlight(int wanted) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (state().path("inFlight").asInt() != wanted && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(state().path("inFlight").asInt()).isEqualTo(wanted);
  }

  @Test
  void failsOneProviderAndLeavesTheOtherAlone() throws Exception {
    admin.admin("PUT", "/faults", "{\"provider\":\"alpha\",\"fault\":\"503\"}");

    assertThat(alpha.chat("m", "hello").statusCode()).isEqualTo(503);
    assertThat(alpha.messages("m", "hello").statusCode()).isEqualTo(503);
    assertThat(beta.chat("m", "hello").statusCode()).isEqualTo(200);
    JsonNode rules = TestClient.json(admin.admin("GET", "/faults", ""));
    assertThat(rules.at("/faults/0/id").asText()).isEqualTo("alpha/*/503");
    assertThat(rules.at("/faults/0/hits").asInt()).isEqualTo(2);
  }

  @Test
  void addsReplacesAndRemovesRules() throws Exception {
    admin.admin(
        "PUT", "/faults", "[{\"fault\":\"500\"},{\"provider\":\"beta\",\"fault\":\"hang\"}]");
    admin.admin("PUT", "/faults", "{\"provider\":\"beta\",\"fault\":\"hang\",\"count\":1}");
    assertThat(emulator.faults().all()).hasSize(2);

    JsonNode byProvider = TestClient.json(admin.admin("DELETE", "/faults?provider=beta", ""));
    JsonNode byId = TestClient.json(admin.admin("DELETE", "/faults/*%2F*%2F500", ""));

    assertThat(byProvider.path("removed").asInt()).isEqualTo(1);
    assertThat(byId.path("removed").asInt()).isEqualTo(1);
    assertThat(emulator.faults().all()).isEmpty();
    assertThat(TestClient.json(admin.admin("DELETE", "/faults", "")).path("removed").asInt())
        .isZero();
  }

  @Test
  void holdsCallsUntilTheRuleIsRemoved() throws Exception {
    admin.admin("PUT", "/faults", "{\"provider\":\"alpha\",\"fault\":\"hold\"}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> held = threads.submit(() -> alpha.chat("m", "hello"));
      awaitInFlight(1);
      assertThat(state().at("/providers/alpha/inFlight").asInt()).isEqualTo(1);
      assertThat(held.isDone()).isFalse();

      admin.admin("DELETE", "/faults", "");

      assertThat(held.get().statusCode()).isEqualTo(200);
    }
    awaitInFlight(0);
    assertThat(state().at("/providers/alpha/billed").asInt()).isEqualTo(1);
    assertThat(state().at("/providers/alpha/peakInFlight").asInt()).isEqualTo(1);
  }

  @Test
  void delaysCallsByTheLatencyOfARule() throws Exception {
    admin.admin("PUT", "/faults", "{\"model\":\"m\",\"latency\":{\"kind\":\"fixed\",\"ms\":120}}");
    long start = System.nanoTime();

    alpha.chat("m", "hello");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(115));
  }

  @Test
  void refusesRulesItDoesNotUnderstand() throws Exception {
    HttpResponse<String> unknown = admin.admin("PUT", "/faults", "{\"fault\":\"flood\"}");
    HttpResponse<String> broken = admin.admin("PUT", "/faults", "{");

    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("flood");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(admin.admin("GET", "/oops", "").statusCode()).isEqualTo(404);
  }

  @Test
  void sendsTheLedgerAsItIs() throws Exception {
    beta.chat("m", "hello");
    assertThat(emulator.awaitIdle(Duration.ofSeconds(5))).isTrue();

    String ledger = admin.admin("GET", "/ledger", "").body();

    assertThat(ledger.lines()).hasSize(2);
    assertThat(ledger).contains("\"provider\":\"beta\"");
    assertThat(ledger).isEqualTo(Files.readString(emulator.ledgerFile()));
  }
}
