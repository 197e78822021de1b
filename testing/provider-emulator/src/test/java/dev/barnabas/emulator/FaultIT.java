package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.barnabas.emulator.ledger.CallEnded;
import dev.barnabas.emulator.ledger.LedgerCall;
import dev.barnabas.emulator.ledger.Sent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault as a client sees it, and as the ledger tells it. */
class FaultIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private Emulator emulator;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults());
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

  private CallEnded lastEnd() throws IOException {
    return Objects.requireNonNull(lastCall().ended());
  }

  private RawClient.Received raw(String model, boolean stream) throws IOException {
    try (var raw = new RawClient(emulator.baseUri())) {
      return raw.sendChat(TestClient.chatBody(model, "hello there", stream)).readAll();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429-after, 429, requests, 429, rate_limit_error",
    "429-date, 429, requests, 429, rate_limit_error",
    "429-bare, 429, requests, 429, rate_limit_error",
    "429-absurd, 429, requests, 429, rate_limit_error",
    "spend-limit, 429, insufficient_quota, 429, rate_limit_error",
    "credit-exhausted, 429, insufficient_quota, 400, invalid_request_error",
    "400, 400, invalid_request_error, 400, invalid_request_error",
    "401, 401, invalid_request_error, 401, authentication_error",
    "403, 403, invalid_request_error, 403, permission_error",
    "404, 404, invalid_request_error, 404, not_found_error",
    "413, 413, invalid_request_error, 413, request_too_large",
    "422, 422, invalid_request_error, 422, invalid_request_error",
    "500, 500, server_error, 500, api_error",
    "503, 503, server_error, 503, api_error",
    "504, 504, server_error, 504, timeout_error",
    "529, 529, server_error, 529, overloaded_error",
    "context-length, 400, invalid_request_error, 400, invalid_request_error"
  })
  void refusesInTheWordsOfEachProviderAndBillsNothing(
      String kind, int openAiStatus, String openAiType, int anthropicStatus, String anthropicType)
      throws Exception {
    HttpResponse<String> openAi = client.chat("fault-" + kind, "hello");
    CallEnded openAiEnd = lastEnd();
    HttpResponse<String> anthropic = client.messages("fault-" + kind, "hello");

    assertThat(openAi.statusCode()).isEqualTo(openAiStatus);
    assertThat(TestClient.json(openAi).at("/error/type").asText()).isEqualTo(openAiType);
    assertThat(anthropic.statusCode()).isEqualTo(anthropicStatus);
    assertThat(TestClient.json(anthropic).at("/error/type").asText()).isEqualTo(anthropicType);
    assertThat(openAiEnd.billed()).isFalse();
    assertThat(openAiEnd.status()).isEqualTo(openAiStatus);
    assertThat(openAiEnd.usage().totalTokens()).isZero();
    assertThat(lastEnd().billed()).isFalse();
    assertThat(lastEnd().fault()).isEqualTo(kind);
  }

  @Test
  void saysInEveryWayWhenToTryAgain() throws Exception {
    assertThat(retryAfter("fault-429-after-9s")).isEqualTo("9");
    assertThat(retryAfter("fault-429-absurd")).isEqualTo("1000000000");
    assertThat(retryAfter("fault-429-bare")).isEmpty();
    assertThat(retryAfter("fault-spend-limit")).isEmpty();
    Instant date =
        ZonedDateTime.parse(retryAfter("fault-429-date-30s"), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();
    assertThat(date).isBetween(Instant.now().plusSeconds(20), Instant.now().plusSeconds(32));
  }

  private String retryAfter(String model) throws Exception {
    return client.chat(model, "hello").headers().firstValue("retry-after").orElse("");
  }

  @Test
  void tellsAnthropicSpendLimitByItsErrorCode() throws Exception {
    JsonNode body = TestClient.json(client.messages("fault-spend-limit", "hello"));

    assertThat(body.at("/error/details/error_code").asText())
        .isEqualTo("enforced_spend_limit_reached");
  }

  @Test
  void answersBadGatewayAsAProxyDoes() throws Exception {
    HttpResponse<String> response = client.chat("fault-502", "hello");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("content-type")).contains("text/html");
    assertThat(response.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void failsTwiceForEachPromptWhenFlaky() throws Exception {
    assertThat(client.chat("fault-flaky-2", "one").statusCode()).isEqualTo(503);
    assertThat(client.chat("fault-flaky-2", "one").statusCode()).isEqualTo(503);
    assertThat(client.chat("fault-flaky-2", "two").statusCode()).isEqualTo(503);
    assertThat(client.chat("fault-flaky-2", "one").statusCode()).isEqualTo(200);
    assertThat(lastEnd().billed()).isTrue();
  }

  @Test
  void resetsBeforeAnythingIsGeneratedAndBillsNothing() throws Exception {
    RawClient.Received received = raw("fault-reset-early", false);

    assertThat(received).isEqualTo(new RawClient.Received("", true));
    assertThat(lastEnd().billed()).isFalse();
    assertThat(lastEnd().sent()).isEqualTo(Sent.RESET);
    assertThat(lastEnd().status()).isZero();
  }

  @Test
  void resetsInTheMiddleOfTheBodyAndBills() throws Exception {
    RawClient.Received received = raw("fault-reset-50", false);

    assertThat(received.reset()).isTrue();
    assertThat(received.body()).hasSize(50);
    assertThat(lastEnd().billed()).isTrue();
    assertThat(lastEnd().sent()).isEqualTo(Sent.RESET);
    assertThat(lastEnd().bytesSent()).isEqualTo(50);
    assertThat(lastEnd().usage().outputTokens()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, 333})
  void closesAfterExactlyTheBytesAskedForAndBills(int bytes) throws Exception {
    RawClient.Received received = raw("fault-truncated-" + bytes, false);

    assertThat(received.reset()).isFalse();
    assertThat(received.body()).hasSize(bytes);
    assertThat(received.head()).containsPattern("content-length: \\d{3}");
    assertThat(lastEnd().billed()).isTrue();
    assertThat(lastEnd().sent()).isEqualTo(Sent.CUT_OFF);
  }

  @Test
  void leavesATruncatedStreamWithoutItsLastChunk() throws Exception {
    RawClient.Received received = raw("fault-truncated", true);

    assertThat(received.body()).contains("chat.completion.chunk").doesNotContain("[DONE]");
    assertThat(received.body()).doesNotEndWith("0\r\n\r\n");
    assertThat(lastEnd().billed()).isTrue();
  }

  @Test
  void hangsUntilTheClientGoesAndBills() throws Exception {
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.sendChat(TestClient.chatBody("fault-hang", "hello", false));
      assertThat(awaitInFlight(1)).isTrue();
    }

    assertThat(lastEnd().billed()).isTrue();
    assertThat(lastEnd().sent()).isEqualTo(Sent.NONE);
    assertThat(lastEnd().status()).isZero();
    assertThat(lastEnd().reason()).contains("client left");
  }

  private boolean awaitInFlight(long wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (emulator.inFlight() != wanted && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    return emulator.inFlight() == wanted;
  }

  @Test
  void dripsByteByByte() throws Exception {
    long start = System.nanoTime();
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.sendChat(TestClient.chatBody("fault-drip-20ms", "hello", false));
      raw.readUntil("\r\n\r\n");
      raw.read(10);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(170));
    assertThat(lastEnd().sent()).isEqualTo(Sent.CUT_OFF);
    assertThat(lastEnd().billed()).isTrue();
  }

  @Test
  void answersWhatIsNotJson() throws Exception {
    HttpResponse<String> response = client.chat("fault-malformed", "hello");

    assertThat(response.statusCode()).isEqualTo(200);
    Assertions.assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> JSON.readTree(response.body()));
    assertThat(lastEnd().billed()).isTrue();
  }

  @Test
  void answersNothingOrHtmlWithStatus200() throws Exception {
    HttpResponse<String> empty = client.chat("fault-empty", "hello");
    HttpResponse<String> html = client.messages("fault-wrong-content-type", "hello");

    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.body()).isEmpty();
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(html.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    assertThat(html.body()).contains("<html>");
  }

  @Test
  void breaksEnvelopeOrContent() throws Exception {
    JsonNode openAi = TestClient.json(client.chat("fault-envelope-violation", "hello"));
    JsonNode anthropic = TestClient.json(client.messages("fault-envelope-violation", "hello"));
    JsonNode content = TestClient.json(client.chat("fault-contract-violation", "hello"));

    assertThat(openAi.path("choices").isArray()).isFalse();
    assertThat(anthropic.path("content").isArray()).isFalse();
    assertThat(content.at("/choices/0/message/content").asText()).isEmpty();
    assertThat(content.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void leavesOutTheUsage() throws Exception {
    JsonNode openAi = TestClient.json(client.chat("fault-no-usage", "hello"));
    String stream =
        client.messages(TestClient.messagesBody("fault-no-usage", "hello", true)).body();

    assertThat(openAi.has("usage")).isFalse();
    assertThat(openAi.at("/choices/0/message/content").asText()).isNotEmpty();
    assertThat(stream).contains("message_stop").doesNotContain("\"usage\"");
    assertThat(lastEnd().usage().outputTokens()).isPositive();
  }

  @Test
  void endsAStreamInAnErrorAfterStatus200() throws Exception {
    HttpResponse<String> openAi =
        client.chat(TestClient.chatBody("fault-error-after-200", "hello", true));
    HttpResponse<String> anthropic =
        client.messages(TestClient.messagesBody("fault-error-after-200", "hello", true));

    assertThat(openAi.statusCode()).isEqualTo(200);
    assertThat(openAi.body()).contains("\"content\":\"").doesNotContain("[DONE]");
    assertThat(lastLine(openAi)).startsWith("data: {\"error\":");
    assertThat(anthropic.body()).contains("event: error\n").doesNotContain("message_stop");
    assertThat(lastEnd().billed()).isTrue();
  }

  private static String lastLine(HttpResponse<String> response) {
    return response.body().lines().filter(line -> !line.isEmpty()).reduce("", (_, next) -> next);
  }

  @Test
  void answersOneVeryLongString() throws Exception {
    HttpResponse<String> response = client.chat("fault-huge-1000000", "hello");

    JsonNode body = TestClient.json(response);
    int length = body.at("/choices/0/message/content").asText().length();
    assertThat(length).isBetween(990_000, 1_000_000);
    assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(length / 4);
    assertThat(lastEnd().usage().outputTokens()).isEqualTo(length / 4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void neverEndsUntilTheClientGoes(boolean stream) throws Exception {
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.sendChat(TestClient.chatBody("fault-endless", "hello", stream));
      assertThat(raw.read(2_000_000)).hasSize(2_000_000);
    }

    assertThat(lastEnd().sent()).isEqualTo(Sent.CUT_OFF);
    assertThat(lastEnd().billed()).isTrue();
    assertThat(lastEnd().bytesSent()).isGreaterThan(1_900_000);
  }

  @Test
  void stopsAtTheLimitOrTheFilter() throws Exception {
    JsonNode cut = TestClient.json(client.chat("fault-cut-off", "hello"));
    JsonNode filtered = TestClient.json(client.chat("fault-content-filter", "hello"));
    JsonNode refused = TestClient.json(client.messages("fault-refusal", "hello"));

    assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(filtered.at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
    assertThat(refused.path("stop_reason").asText()).isEqualTo("refusal");
    assertThat(lastEnd().billed()).isTrue();
  }

  @Test
  void refusesAPromptBeyondTheContext() throws Exception {
    JsonNode body = TestClient.json(client.chat("emulator-small-context", "words ".repeat(500)));

    assertThat(body.at("/error/code").asText()).isEqualTo("context_length_exceeded");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void standsStillAfterTheBytesAskedForAndBills(boolean stream) throws Exception {
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.sendChat(TestClient.chatBody("fault-stall-200", "hello", stream));
      raw.readUntil("\r\n\r\n");
      assertThat(raw.read(200)).hasSize(200);
      assertThat(emulator.inFlight()).isEqualTo(1);
    }

    assertThat(lastEnd().bytesSent()).isEqualTo(200);
    assertThat(lastEnd().sent()).isEqualTo(Sent.CUT_OFF);
    assertThat(lastEnd().billed()).isTrue();
  }

  @Test
  void sendsKeepAlivesAndNothingElse() throws Exception {
    String twice = ": keep-alive\n\n";
    try (var raw = new RawClient(emulator.baseUri())) {
      raw.sendChat(TestClient.chatBody("fault-keep-alives-10ms", "hello", true));
      raw.readUntil("\r\n\r\n");
      assertThat(raw.read(100)).contains(twice).doesNotContain("data");
    }

    assertThat(lastEnd().billed()).isTrue();
  }

  @Test
  void endsAStreamInOrderWithoutItsEndMarker() throws Exception {
    String openAi = client.chat(TestClient.chatBody("fault-no-end", "hello", true)).body();
    String anthropic =
        client.messages(TestClient.messagesBody("fault-no-end", "hello", true)).body();

    assertThat(openAi).contains("\"finish_reason\":\"stop\"").doesNotContain("[DONE]");
    assertThat(anthropic).contains("message_delta").doesNotContain("message_stop");
    assertThat(lastEnd().sent()).isEqualTo(Sent.COMPLETE);
  }

  @Test
  void answersAStreamsRequestWithAWholeBody() throws Exception {
    HttpResponse<String> response =
        client.chat(TestClient.chatBody("fault-unstreamed", "hello", true));

    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(TestClient.json(response).at("/choices/0/message/content").asText()).isNotEmpty();
  }

  @Test
  void generatesEightTimesTheAllowedTokens() throws Exception {
    String body = TestClient.chatBody("fault-ignores-cap", "hello", false);
    String capped = body.substring(0, body.lastIndexOf('}')) + ",\"max_tokens\":50}";

    JsonNode answer = TestClient.json(client.chat(capped));

    assertThat(answer.at("/usage/completion_tokens").asInt()).isGreaterThanOrEqualTo(400);
    assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
  }
}
