package dev.barnabas.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecordsTest {

  @Test
  void printsNeitherKeyNorAddressDetails() {
    AdapterSettings settings =
        AdapterSettings.of("alpha", URI.create("https://user:pw@host/v1?k=s"), () -> "sk-secret");

    assertThat(settings.toString()).contains("alpha", "host").doesNotContain("sk-", "pw", "k=s");
  }

  @Test
  void printsNoContent() {
    ModelCall call = call(Map.of());
    ModelAnswer answer =
        new ModelAnswer(
            "a secret",
            List.of(new ToolCall("t1", "look_up", "{\"of\":\"a secret\"}")),
            FinishReason.STOP,
            TokenUsage.of(1, 1, UsageMeasure.PROVIDER_REPORTED),
            null,
            "m",
            null,
            null,
            CallTimes.none(Instant.EPOCH));

    assertThat(call.toString() + call.messages() + answer + answer.toolCalls())
        .doesNotContain("secret");
  }

  @Test
  void refusesAnEndpointThatIsNoHttpAddress() {
    assertThatThrownBy(() -> AdapterSettings.of("alpha", URI.create("file:///x"), () -> "k"))
        .hasMessageContaining("partner 'alpha': endpoint");
  }

  @Test
  void keepsNoFreeTextOfAProviderAsItsCode() {
    assertThat(ProviderCode.of("rate_limit_exceeded").code()).isEqualTo("rate_limit_exceeded");
    assertThat(ProviderCode.of("You said: call me at")).isEqualTo(ProviderCode.OTHER);
    assertThat(ProviderCode.of("jane@example.com")).isEqualTo(ProviderCode.OTHER);
    assertThat(ProviderCode.of("x".repeat(65))).isEqualTo(ProviderCode.OTHER);
    assertThat(ProviderCode.of(null)).isEqualTo(ProviderCode.OTHER);
  }

  @Test
  void holdsEveryPartOfTheUsageWithinItsWhole() {
    TokenUsage usage = TokenUsage.reported(10, 5, 8, 8, 8, 9);

    assertThat(usage.cachedInputTokens()).isEqualTo(8);
    assertThat(usage.cacheWriteTokens()).isEqualTo(2);
    assertThat(usage.cacheWriteLongTokens()).isZero();
    assertThat(usage.reasoningTokens()).isEqualTo(5);
    assertThatThrownBy(() -> new TokenUsage(1, 1, 2, 0, 0, 0, UsageMeasure.PROVIDER_REPORTED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsNoFreeTextOfAProviderAsItsServiceTier() {
    TokenUsage usage = TokenUsage.of(1, 1, UsageMeasure.PROVIDER_REPORTED);

    assertThat(usage.at("flex").serviceTier()).isEqualTo("flex");
    assertThat(usage.at("You said: call me").serviceTier()).isEqualTo("other");
    assertThat(usage.at(null).serviceTier()).isNull();
  }

  @Test
  void estimatesFourBytesATokenRoundedUp() {
    assertThat(TokenUsage.estimated("abcde", "äö"))
        .isEqualTo(TokenUsage.of(2, 1, UsageMeasure.ESTIMATED));
  }

  @Test
  void refusesPassThroughThatWouldOverruleTheBudget() {
    CallRules rules = new CallRules(Set.of("n", "max_tokens"), Set.of(), false);

    assertThat(rules.refusal(call(Map.of("n", "5"))))
        .contains(ProviderCode.of("pass_through_reserved:n"));
    assertThat(rules.refusal(call(Map.of("top_k", "{"))))
        .contains(ProviderCode.of("pass_through_malformed:top_k"));
    assertThat(rules.refusal(call(Map.of("top_k", "5")))).isEmpty();
  }

  @Test
  void saysWhereAnAnswerBreaksItsEnvelopeWithoutQuotingIt() {
    JsonSchema schema =
        JsonSchema.of("v1", "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}");

    assertThat(schema.violations(JsonNodeFactory.instance.objectNode().put("id", "private words")))
        .singleElement()
        .satisfies(v -> assertThat(v.code().code()).isEqualTo("envelope:/id:type"));
  }

  @Test
  void boundsEveryCallByDefault() {
    assertThat(CallLimits.DEFAULT)
        .isEqualTo(
            new CallLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                1 << 20,
                64L << 20));
  }

  @Test
  void refusesABoundThatIsNone() {
    assertThatThrownBy(() -> CallLimits.DEFAULT.withFirstByte(Duration.ZERO))
        .hasMessageContaining("firstByte must be above 0");
    assertThatThrownBy(() -> CallLimits.DEFAULT.withMaxStreamBytes(0))
        .hasMessageContaining("maxStreamBytes must be above 0");
  }

  private static ModelCall call(Map<String, String> passThrough) {
    return new ModelCall(
        "a1",
        "c1",
        "m",
        List.of(Message.of(Role.USER, "a secret")),
        List.of(),
        ResponseFormat.TEXT,
        Sampling.UNSET,
        passThrough,
        16,
        Instant.EPOCH,
        null,
        null);
  }
}
