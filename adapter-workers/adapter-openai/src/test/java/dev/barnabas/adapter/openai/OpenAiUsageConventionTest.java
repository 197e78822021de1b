package dev.barnabas.adapter.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.testkit.UsageConvention;
import java.util.Optional;

class OpenAiUsageConventionTest extends UsageConvention {
  @Override
  protected Optional<ReportedUsage> usage(JsonNode body) {
    return OpenAiUsage.of(body);
  }
}
