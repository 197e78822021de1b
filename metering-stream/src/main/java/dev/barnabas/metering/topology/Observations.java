package dev.barnabas.metering.topology;

import dev.barnabas.metering.anomalies.Observation;
import dev.barnabas.metering.totals.MeteredUsage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.vocabulary.PartnerResult;
import dev.barnabas.vocabulary.UsageOutcome;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Usage events as the policy of anomalies knows them. */
final class Observations {

  private static final Set<String> OUTPUT = Set.of("output", "audio_output", "reasoning");
  private static final String SUCCESS = "SUCCESS";

  private Observations() {}

  /**
   * The observation of an event that made sense. There is none of capacity: what it costs is known
   * to the month's end and is no rate to look ahead by.
   */
  static @Nullable Observation of(UsageEvent event, MeteredUsage usage) {
    if (event.getOutcome().equals(UsageOutcome.CAPACITY)) {
      return null;
    }
    return new Observation(
        usage.kind(),
        event.getSeq() == 0,
        usage.isCall(),
        usage.tenantId(),
        usage.partnerId(),
        usage.model(),
        event.getModelVersion(),
        PartnerResult.of(event.getOutcome()),
        event.getOutcome().equals(SUCCESS),
        outputTokens(usage),
        event.getLatencyMs(),
        usage.currency(),
        usage.providerCost(),
        usage.tenantCharge(),
        usage.tokensCharged(),
        usage.calls(),
        usage.unpriced(),
        usage.chargePeriod());
  }

  private static long outputTokens(MeteredUsage usage) {
    return usage.quantities().stream()
        .filter(line -> OUTPUT.contains(line.meter()))
        .map(MeteredUsage.Quantity::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .longValue();
  }
}
