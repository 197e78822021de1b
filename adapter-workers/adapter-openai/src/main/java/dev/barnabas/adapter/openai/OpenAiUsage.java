package dev.barnabas.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.TokenModalities;
import dev.barnabas.adapter.TokenUsage;
import java.util.Optional;

/**
 * Reads {@code usage}: prompt tokens include cached ones, audio and images, completion tokens
 * include reasoning and audio. The service tier is beside it.
 */
final class OpenAiUsage {
  private OpenAiUsage() {}

  static Optional<ReportedUsage> of(JsonNode body) {
    JsonNode usage = body.path("usage");
    JsonNode input = usage.path("prompt_tokens");
    JsonNode output = usage.path("completion_tokens");
    if (!isCount(input) || !isCount(output)) {
      return Optional.empty();
    }
    JsonNode prompt = usage.path("prompt_tokens_details");
    JsonNode completion = usage.path("completion_tokens_details");
    long reasoning = count(completion.path("reasoning_tokens"));
    return Optional.of(
        new ReportedUsage(
            TokenUsage.reported(
                    input.longValue(),
                    withReasoning(usage, reasoning),
                    count(prompt.path("cached_tokens")),
                    count(prompt.path("cache_write_tokens")),
                    0,
                    reasoning,
                    new TokenModalities(
                        count(prompt.path("audio_tokens")),
                        count(prompt.path("image_tokens")),
                        count(completion.path("audio_tokens"))))
                .at(body.path("service_tier").textValue()),
            usage.toString()));
  }

  /**
   * Some compatible providers leave reasoning out of completion tokens; their total gives it away.
   */
  private static long withReasoning(JsonNode usage, long reasoning) {
    long input = usage.path("prompt_tokens").longValue();
    long output = usage.path("completion_tokens").longValue();
    boolean left = usage.path("total_tokens").longValue() == input + output + reasoning;
    return left ? output + reasoning : output;
  }

  private static long count(JsonNode node) {
    return isCount(node) ? node.longValue() : 0;
  }

  private static boolean isCount(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
  }
}
