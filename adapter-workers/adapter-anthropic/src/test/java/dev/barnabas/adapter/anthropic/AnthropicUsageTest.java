package dev.barnabas.adapter.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.adapter.UsageMeasure;
import org.junit.jupiter.api.Test;

class AnthropicUsageTest {

  @Test
  void addsUpTheDisjointInputAndReadsTheServiceTier() throws JsonProcessingException {
    String body =
        """
        {"usage":{"input_tokens":1200,"cache_read_input_tokens":10000,
          "cache_creation_input_tokens":2500,
          "cache_creation":{"ephemeral_5m_input_tokens":2000,"ephemeral_1h_input_tokens":500},
          "output_tokens":800,"service_tier":"batch"}}\
        """;

    assertThat(AnthropicUsage.of(new JsonMapper().readTree(body)).orElseThrow().usage())
        .isEqualTo(
            new TokenUsage(
                13_700, 800, 10_000, 2_000, 500, 0, UsageMeasure.PROVIDER_REPORTED, "batch"));
  }
}
