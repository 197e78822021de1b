package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.emulator.fault.Latency;
import dev.barnabas.emulator.generation.Digest;
import dev.barnabas.emulator.ledger.CallEnded;
import dev.barnabas.emulator.ledger.CallReceived;
import dev.barnabas.emulator.ledger.LedgerCall;
import dev.barnabas.emulator.ledger.LedgerFile;
import dev.barnabas.emulator.ledger.Sent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls as clients make them: connections, bodies, streams, keys, paths. */
class CallIT {
  private static final String CHAT = TestClient.chatBody("emulator-fast", "hello", false);

  @TempDir private Path directory;
  private Path bodies;
  private Emulator emulator;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    bodies = directory.resolve("bodies");
    emulator =
        Emulator.start(
            EmulatorOptions.defaults()
                .withRecordBodies(bodies)
                .withLatency(Latency.parse("fixed:60")));
    client = new TestClient(emulator.baseUri());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    emulator.close();
  }

  private LedgerCall lastCall() throws IOException {
    assertThat(emulator.awaitIdle(Duration.ofSeconds(10))).isTrue();
    return emulator.ledger().getLast();
  }

  private static String head(String more) {
    return "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\n" + more;
  }

  @Test
  void streamsBothDialects() throws Exception {
    HttpResponse<String> openAi = client.chat(TestClient.chatBody("m", "to <EMAIL_1>", true));
    HttpResponse<String> anthropic =
        client.messages(TestClient.messagesBody("m", "to <EMAIL_1>", true));

    assertThat(openAi.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(openAi.body()).startsWith("data: {").endsWith("data: [DONE]\n\n");
    assertThat(anthropic.body())
        .startsWith("event: message_start\n")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @Test
  void takesTheLatencyItIsToldAndReportsIt() throws Exception {
    long start = System.nanoTime();

    HttpResponse<String> whole = client.chat(TestClient.chatBody("m", "hello", false));
    HttpResponse<String> streamed = client.chat(TestClient.chatBody("m", "hello", true));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(120));
    assertThat(whole.headers().firstValueAsLong("openai-processing-ms").orElse(0))
        .isGreaterThanOrEqualTo(60);
    assertThat(streamed.headers().firstValueAsLong("openai-processing-ms").orElse(0))
        .isBetween(30L, 59_999L);
  }

  @Test
  void carriesTheHeadersOfEachProvider() throws Exception {
    HttpResponse<String> openAi = client.chat("emulator-fast", "hello");
    HttpResponse<String> anthropic = client.messages("emulator-fast", "hello");

    assertThat(openAi.headers().map().keySet())
        .contains(
            "x-request-id",
            "openai-processing-ms",
            "openai-organization",
            "x-ratelimit-limit-requests",
            "x-ratelimit-remaining-tokens",
            "x-ratelimit-reset-requests");
    assertThat(anthropic.headers().map().keySet())
        .contains(
            "request-id",
            "anthropic-organization-id",
            "anthropic-ratelimit-requests-remaining",
            "anthropic-ratelimit-input-tokens-limit",
            "anthropic-ratelimit-output-tokens-reset");
  }

  @Test
  void refusesCallsWithoutAGoodKey() throws Exception {
    URI chat = URI.create(emulator.baseUri() + "/v1/chat/completions");
    HttpRequest.Builder request = HttpRequest.newBuilder(chat).POST(BodyPublishers.ofString(CHAT));

    HttpResponse<String> none = client.send(request.build());
    HttpResponse<String> bad =
        client.send(request.header("authorization", "Bearer invalid").build());

    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(TestClient.json(bad).at("/error/code").asText()).isEqualTo("invalid_api_key");
    assertThat(lastCall().billed()).isFalse();
  }

  @Test
  void refusesUnknownPathsMethodsModelsAndBodies() throws Exception {
    URI unknown = URI.create(emulator.baseUri() + "/v1/embeddings");
    URI chat = URI.create(emulator.baseUri() + "/v1/chat/completions");

    int path =
        client
            .send(HttpRequest.newBuilder(unknown).POST(BodyPublishers.ofString("{}")).build())
            .statusCode();
    int method = client.send(HttpRequest.newBuilder(chat).GET().build()).statusCode();
    HttpResponse<String> model = client.chat("emulator-unheard-of", "hello");
    HttpResponse<String> body = client.chat("{");

    assertThat(path).isEqualTo(404);
    assertThat(method).isEqualTo(405);
    assertThat(model.statusCode()).isEqualTo(404);
    assertThat(TestClient.json(model).at("/error/code").asText()).isEqualTo("model_not_found");
    assertThat(body.statusCode()).isEqualTo(400);
    assertThat(emulator.ledger()).hasSize(4);
  }

  @Test
  void listsModelsInTheDialectOfTheCaller() throws Exception {
    URI models = URI.create(emulator.baseUri() + "/v1/models");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(models).header("authorization", "Bearer k");

    JsonNode openAi = TestClient.json(client.send(request.build()));
    JsonNode anthropic =
        TestClient.json(client.send(request.header("anthropic-version", "2023-06-01").build()));

    assertThat(openAi.path("object").asText()).isEqualTo("list");
    assertThat(anthropic.path("has_more").asBoolean(true)).isFalse();
    assertThat(openAi.at("/data/0/id")).isEqualTo(anthropic.at("/data/0/id"));
    assertThat(lastCall().received().kind()).isEqualTo(CallReceived.Kind.OTHER);
  }

  @Test
  void keepsAConnectionForTheNextCall() throws Exception {
    try (var raw = new RawClient(emulator.baseUri())) {
      for (int i = 0; i < 3; i++) {
        raw.send(head("content-length: " + CHAT.length() + "\r\n\r\n" + CHAT));
        String answer = raw.readUntil("system_fingerprint");
        assertThat(answer).contains("200 OK").contains("connection: keep-alive");
        raw.readUntil("}");
      }
    }

    assertThat(emulator.ledger()).hasSize(3);
  }

  @Test
  void readsChunkedBodiesAndAnswersExpect() throws Exception {
    String first = CHAT.substring(0, 10);
    String rest = CHAT.substring(10);
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.send(
          head("transfer-encoding: chunked\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n"));
      assertThat(raw.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      raw.send("a;note=1\r\n" + first + "\r\n");
      raw.send(Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\ntrailer: x\r\n\r\n");
      assertThat(raw.readAll().head()).startsWith("HTTP/1.1 200 OK");
    }

    CallReceived received = lastCall().received();
    assertThat(received.bodySha256()).isEqualTo(Digest.of(CHAT));
    assertThat(received.bodyBytes()).isEqualTo(CHAT.length());
  }

  @Test
  void refusesWhatIsNotHttp() throws Exception {
    try (var raw = new RawClient(emulator.baseUri())) {
      assertThat(raw.send("hello\r\n\r\n").readAll().head()).startsWith("HTTP/1.1 400");
    }
    try (var raw = new RawClient(emulator.baseUri())) {
      assertThat(raw.send(head("content-length: many\r\n\r\n")).readAll().head())
          .startsWith("HTTP/1.1 400");
    }
    try (var raw = new RawClient(emulator.baseUri())) {
      assertThat(raw.send(head("a: b\rc\r\n\r\n")).readAll().head()).startsWith("HTTP/1.1 400");
    }

    assertThat(emulator.ledger()).isEmpty();
  }

  @Test
  void notesARequestThatWasNeverWhole() throws Exception {
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.send(head("x-barnabas-call: c1\r\ncontent-length: 1000\r\n\r\n" + CHAT));
    }
    awaitCalls(emulator, 1);

    LedgerCall call = lastCall();
    CallEnded ended = Objects.requireNonNull(call.ended());
    assertThat(call.received().bodyComplete()).isFalse();
    assertThat(call.received().callId()).isEqualTo("c1");
    assertThat(ended.billed()).isFalse();
    assertThat(ended.sent()).isEqualTo(Sent.NONE);
  }

  private static void awaitCalls(Emulator emulator, int count) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (emulator.ledger().size() < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  @Test
  void billsACallWhoseClientLeavesWhileItIsAnswered() throws Exception {
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.sendChat(TestClient.chatBody("emulator-slow", "hello", false));
      awaitCalls(emulator, 1);
    }

    CallEnded ended = Objects.requireNonNull(lastCall().ended());
    assertThat(ended.billed()).isTrue();
    assertThat(ended.sent()).isEqualTo(Sent.NONE);
    assertThat(ended.usage().outputTokens()).isPositive();
  }

  @Test
  void recordsReceivedBytesWithoutKeys() throws Exception {
    client.chat("emulator-fast", "a canary: §§tweet§§");
    lastCall();

    assertThat(Files.readString(bodies))
        .contains("#1 /v1/chat/completions")
        .contains("a canary: §§tweet§§")
        .doesNotContain("Bearer");
  }

  @Test
  void refusesABodyBeyondTheLimit() throws Exception {
    String long33MiB = "x".repeat(33 << 20);

    HttpResponse<String> response = client.messages("emulator-fast", long33MiB);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(TestClient.json(response).at("/error/type").asText()).isEqualTo("request_too_large");
    assertThat(lastCall().received().bodyComplete()).isFalse();
  }

  @Test
  void writesTheEndOfOpenCallsWhenItStops() throws Exception {
    Path ledger = directory.resolve("ledger.jsonl");
    Emulator other = Emulator.start(EmulatorOptions.defaults().withLedger(ledger));
    try (other;
        var raw = new RawClient(other.baseUri())) {
      raw.sendChat(TestClient.chatBody("fault-hang", "hello", false));
      awaitCalls(other, 1);
    }

    LedgerCall call = LedgerFile.read(ledger).getFirst();
    assertThat(call.billed()).isTrue();
  }

  @Test
  void deletesItsTemporaryLedgerWhenItStops() throws Exception {
    Emulator other = Emulator.start(EmulatorOptions.defaults());
    assertThat(other.ledgerFile()).exists();

    other.close();

    assertThat(other.ledgerFile()).doesNotExist();
  }
}
