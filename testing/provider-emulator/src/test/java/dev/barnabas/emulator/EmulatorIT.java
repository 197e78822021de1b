package dev.barnabas.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.emulator.ledger.CallEnded;
import dev.barnabas.emulator.ledger.LedgerCall;
import dev.barnabas.emulator.ledger.Sent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorIT {
  @TempDir private Path directory;
  private Emulator emulator;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    Path ledger = directory.resolve("ledger.jsonl");
    emulator = Emulator.start(EmulatorOptions.defaults().withLedger(ledger));
    client = new TestClient(emulator.baseUri());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    emulator.close();
  }

  @Test
  void answersChatCompletionThatEchoesPlaceholders() throws Exception {
    HttpResponse<String> response = client.chat("emulator-fast", "Write to <EMAIL_1>, please.");

    JsonNode body = TestClient.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.at("/choices/0/message/content").asText()).contains("<EMAIL_1>");
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(body.at("/usage/total_tokens").asInt())
        .isEqualTo(
            body.at("/usage/prompt_tokens").asInt() + body.at("/usage/completion_tokens").asInt())
        .isPositive();
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
  }

  @Test
  void answersAnthropicMessageThatEchoesPlaceholders() throws Exception {
    HttpResponse<String> response = client.messages("emulator-fast", "Call <PHONE_1>.");

    JsonNode body = TestClient.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(body.at("/content/0/text").asText()).contains("<PHONE_1>");
    assertThat(body.path("stop_reason").asText()).isEqualTo("end_turn");
    assertThat(body.at("/usage/input_tokens").asInt()).isPositive();
    assertThat(response.headers().firstValue("request-id")).isPresent();
  }

  @Test
  void writesTwoLedgerLinesThatAgreeWithTheAnswer() throws Exception {
    HttpResponse<String> response =
        client.send(
            client
                .chatRequest(TestClient.chatBody("emulator-fast", "hello", false))
                .header("x-barnabas-attempt", "attempt-7")
                .header("x-barnabas-call", "call-9")
                .build());

    assertThat(emulator.awaitIdle(Duration.ofSeconds(5))).isTrue();
    assertThat(emulator.ledger()).hasSize(1);
    LedgerCall call = emulator.ledger().getFirst();
    CallEnded ended = Objects.requireNonNull(call.ended());
    JsonNode usage = TestClient.json(response).path("usage");
    assertThat(call.received().attemptId()).isEqualTo("attempt-7");
    assertThat(call.received().callId()).isEqualTo("call-9");
    assertThat(ended.sent()).isEqualTo(Sent.COMPLETE);
    assertThat(ended.billed()).isTrue();
    assertThat(ended.usage().inputTokens()).isEqualTo(usage.path("prompt_tokens").asLong());
    assertThat(ended.usage().outputTokens()).isEqualTo(usage.path("completion_tokens").asLong());
    assertThat(response.headers().firstValue("x-request-id")).contains(ended.requestId());
  }
}
