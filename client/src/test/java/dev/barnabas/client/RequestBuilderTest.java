package dev.barnabas.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Priority;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBuilderTest {
  @Test
  void drawsANewIdAndTakesTheFastLaneByDefault() {
    InferenceRequest one = RequestBuilder.of("acme", "fast-text").prompt("hi").build();
    InferenceRequest other = RequestBuilder.of("acme", "fast-text").prompt("hi").build();
    assertThat(one.getMetadata().getCorrelationId())
        .isNotBlank()
        .isNotEqualTo(other.getMetadata().getCorrelationId());
    assertThat(one.getPriority()).isEqualTo(Priority.REALTIME);
    assertThat(one.getTtlMs()).isNull();
    assertThat(one.getParameters().getMaxTokens()).isNull();
    assertThat(one.getMessages()).isEmpty();
  }

  @Test
  void carriesEverythingThatIsSet() {
    InferenceRequest request =
        RequestBuilder.of("acme", "fast-text")
            .message("system", "Be brief.")
            .message("user", "hi")
            .correlationId("c")
            .userId("u")
            .bulk()
            .ttl(Duration.ofSeconds(30))
            .maxTokens(10)
            .temperature(0.5)
            .tag("team", "search")
            .build();
    assertThat(request.getMessages())
        .extracting(Message::getContent)
        .containsExactly("Be brief.", "hi");
    assertThat(request.getPrompt()).isNull();
    assertThat(request.getMetadata().getCorrelationId()).isEqualTo("c");
    assertThat(request.getMetadata().getUserId()).isEqualTo("u");
    assertThat(request.getPriority()).isEqualTo(Priority.BULK);
    assertThat(request.getTtlMs()).isEqualTo(30_000L);
    assertThat(request.getParameters().getMaxTokens()).isEqualTo(10);
    assertThat(request.getParameters().getTemperature()).isEqualTo(0.5);
    assertThat(request.getTags()).isEqualTo(Map.of("team", "search"));
  }
}
