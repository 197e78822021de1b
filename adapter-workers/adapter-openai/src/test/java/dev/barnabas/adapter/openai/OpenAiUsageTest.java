package dev.barnabas.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.UsageMeasure;
import org.junit.jupiter.api.Test;

class OpenAiUsageTest {
  private static final String USAGE =
      """
      "usage":{"prompt_tokens":12000,"completion_tokens":3000,"total_tokens":15000,
        "prompt_tokens_details":{"cached_tokens":8000},
        "completion_tokens_details":{"reasoning_tokens":2200}}\
      """;

  @Test
  void readsTheServiceTierBesideTheUsage() throws JsonProcessingException {
    assertThat(usage("{\"service_tier\":\"priority\"," + USAGE + "}"))
        .isEqualTo(
            new TokenUsage(
                12_000, 3_000, 8_000, 0, 0, 2_200, UsageMeasure.PROVIDER_REPORTED, "priority"));
  }

  @Test
  void leavesTheTierOpenWhereNothingIsSaid() throws JsonProcessingException {
    assertThat(usage("{" + USAGE + "}").serviceTier()).isNull();
    assertThat(usage("{\"service_tier\":null," + USAGE + "}").serviceTier()).isNull();
  }

  private static TokenUsage usage(String body) throws JsonProcessingException {
    return OpenAiUsage.of(new JsonMapper().readTree(body)).orElseThrow().usage();
  }
}
