package dev.barnabas.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.TokenUsage;
import java.util.Optional;

/**
 * Reads {@code usage}: input tokens, cache reads and cache writes are disjoint there, and the
 * service tier among them.
 */
final class AnthropicUsage {
  private AnthropicUsage() {}

  static Optional<ReportedUsage> of(JsonNode body) {
    JsonNode usage = body.path("usage");
    if (!isCount(usage.path("input_tokens")) || !isCount(usage.path("output_tokens"))) {
      return Optional.empty();
    }
    long read = count(usage.path("cache_read_input_tokens"));
    long written = count(usage.path("cache_creation_input_tokens"));
    JsonNode parts = usage.path("cache_creation");
    long reportedLong = count(parts.path("ephemeral_1h_input_tokens"));
    long writtenLong = Math.min(written, reportedLong);
    boolean tooMany = reportedLong + count(parts.path("ephemeral_5m_input_tokens")) > written;
    TokenUsage normalised =
        TokenUsage.reported(
                count(usage.path("input_tokens")) + read + written,
                count(usage.path("output_tokens")),
                read,
                written - writtenLong,
                writtenLong,
                count(usage.path("output_tokens_details").path("thinking_tokens")))
            .at(usage.path("service_tier").textValue());
    return Optional.of(
        new ReportedUsage(
            tooMany ? normalised.flagged("cacheWriteTokens") : normalised, usage.toString()));
  }

  private static long count(JsonNode node) {
    return isCount(node) ? node.longValue() : 0;
  }

  private static boolean isCount(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
  }
}
