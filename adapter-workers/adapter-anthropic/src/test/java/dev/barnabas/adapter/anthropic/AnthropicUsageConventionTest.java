package dev.barnabas.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.testkit.UsageConvention;
import java.util.Optional;

class AnthropicUsageConventionTest extends UsageConvention {
  @Override
  protected Optional<ReportedUsage> usage(JsonNode body) {
    return AnthropicUsage.of(body);
  }
}
