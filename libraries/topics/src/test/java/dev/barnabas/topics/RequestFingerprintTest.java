package dev.barnabas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.Priority;
import dev.barnabas.schemas.RequestMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RequestFingerprintTest {

  private static InferenceRequest.Builder request() {
    return InferenceRequest.newBuilder()
        .setModelId("fast-text")
        .setPrompt("hello")
        .setMetadata(metadata(null));
  }

  private static RequestMetadata metadata(@Nullable String userId) {
    return RequestMetadata.newBuilder()
        .setTenantId("acme")
        .setCorrelationId("1")
        .setUserId(userId)
        .build();
  }

  @Test
  @Tag("rule-7.1")
  void ignoresWhatAnHonestRetryMayChange() {
    String first = RequestFingerprint.of(request().build());

    String again =
        RequestFingerprint.of(
            request()
                .setDeadline(Instant.ofEpochMilli(5))
                .setTtlMs(7L)
                .setPriority(Priority.BULK)
                .setTags(Map.of("a", "b"))
                .setCostCentre("x")
                .build());

    assertThat(again).isEqualTo(first);
  }

  @Test
  @Tag("rule-7.1")
  void knowsTheFormsThatThereWereAndNoOther() {
    InferenceRequest request = request().build();

    assertThat(RequestFingerprint.of(request, RequestFingerprint.VERSION))
        .contains(RequestFingerprint.of(request));
    assertThat(RequestFingerprint.of(request, "0")).isEmpty();
  }

  @Test
  void takesAPromptForOneUserMessage() {
    Message message = Message.newBuilder().setRole("user").setContent("hello").build();

    InferenceRequest asMessage = request().setPrompt(null).setMessages(List.of(message)).build();

    assertThat(RequestFingerprint.of(asMessage))
        .isEqualTo(RequestFingerprint.of(request().build()));
  }

  @Test
  void differsWithContentModelAndUser() {
    String first = RequestFingerprint.of(request().build());

    assertThat(RequestFingerprint.of(request().setPrompt("hello ").build())).isNotEqualTo(first);
    assertThat(RequestFingerprint.of(request().setModelId("other").build())).isNotEqualTo(first);
    assertThat(RequestFingerprint.of(request().setMetadata(metadata("u")).build()))
        .isNotEqualTo(first);
  }
}
