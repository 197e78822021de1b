package dev.barnabas.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.ResponseError;
import dev.barnabas.schemas.TerminalStatus;
import dev.barnabas.schemas.Usage;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchAnswerTest {
  private static final String OWN =
      "{\"modelId\":\"m\",\"prompt\":\"p\",\"metadata\":{\"tenantId\":\"t\",\"correlationId\":\"c\"}}";
  private static final String OPENAI =
      "{\"custom_id\":\"c\",\"body\":{\"model\":\"m\",\"metadata\":{\"tenant\":\"t\"},"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"p\"}]}}";

  private static BatchLine.Good line(String text) {
    return (BatchLine.Good) BatchLine.read(1, text, null);
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text);
  }

  private static InferenceResponse response(TerminalStatus status, @Nullable String code) {
    return InferenceResponse.newBuilder()
        .setTenantId("t")
        .setCorrelationId("c")
        .setStatus(status)
        .setContent(code == null ? "Hello." : null)
        .setFinishReason("stop")
        .setModelVersion("emulator-steady-1")
        .setUsage(Usage.newBuilder().setInputTokens(3).setOutputTokens(5).build())
        .setRedactions(Map.of("EMAIL", 2))
        .setError(code == null ? null : new ResponseError(code, "why", "prompt", false))
        .setMetadata(new RequestMetadata("t", null, "c"))
        .setCompletedAt(Instant.ofEpochSecond(1_800_000_000))
        .build();
  }

  @Test
  void anAnswerToOpenAisFormIsAChatCompletion() throws IOException {
    JsonNode json = json(BatchAnswer.of(line(OPENAI), response(TerminalStatus.COMPLETED, null)));

    assertThat(json.path("custom_id").asText()).isEqualTo("c");
    assertThat(json.path("error").isNull()).isTrue();
    assertThat(json.at("/response/status_code").asInt()).isEqualTo(200);
    assertThat(json.at("/response/body/object").asText()).isEqualTo("chat.completion");
    assertThat(json.at("/response/body/created").asLong()).isEqualTo(1_800_000_000);
    assertThat(json.at("/response/body/choices/0/message/content").asText()).isEqualTo("Hello.");
    assertThat(json.at("/response/body/usage/total_tokens").asInt()).isEqualTo(8);
    assertThat(json.at("/response/body/barnabas/redactions/EMAIL").asInt()).isEqualTo(2);
  }

  @Test
  void anAnswerToOurFormIsTheResponse() throws IOException {
    JsonNode json = json(BatchAnswer.of(line(OWN), response(TerminalStatus.COMPLETED, null)));

    assertThat(json.path("correlationId").asText()).isEqualTo("c");
    assertThat(json.path("status").asText()).isEqualTo("COMPLETED");
  }

  @ParameterizedTest
  @CsvSource({
    "REJECTED, QUOTA_EXCEEDED, 429",
    "REJECTED, QUEUE_FULL, 429",
    "REJECTED, UNKNOWN_MODEL, 400",
    "FAILED, PARTNERS_FAILED, 502",
    "EXPIRED, DEADLINE_EXCEEDED, 504",
    "CANCELLED, CANCELLED, 409"
  })
  void aRefusalHasAStatusThatSaysAboutTheSame(TerminalStatus status, String code, int http)
      throws IOException {
    JsonNode json = json(BatchAnswer.of(line(OPENAI), response(status, code)));

    assertThat(json.at("/response/status_code").asInt()).isEqualTo(http);
    assertThat(json.at("/response/body/error/code").asText()).isEqualTo(code);
    assertThat(json.at("/response/body/error/param").asText()).isEqualTo("prompt");
  }

  @Test
  void aRequestWithoutAResponseHasALineToo() throws IOException {
    JsonNode openAi = json(BatchAnswer.without(line(OPENAI), "NO_RESPONSE", "none came"));
    JsonNode own = json(BatchAnswer.without(line(OWN), "NO_RESPONSE", "none came"));

    assertThat(openAi.path("response").isNull()).isTrue();
    assertThat(openAi.at("/error/code").asText()).isEqualTo("NO_RESPONSE");
    assertThat(own.path("correlationId").asText()).isEqualTo("c");
    assertThat(own.at("/error/message").asText()).isEqualTo("none came");
  }
}
