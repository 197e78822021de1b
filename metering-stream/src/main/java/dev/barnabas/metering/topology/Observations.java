package dev.barnabas.metering.topology;

import dev.barnabas.metering.anomalies.Observation;
import dev.barnabas.metering.totals.MeteredUsage;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.vocabulary.PartnerResult;
import java.math.BigDecimal;
import java.util.Set;

/** Usage events as the policy of anomalies knows them. */
final class Observations {

  private static final Set<String> OUTPUT = Set.of("output", "audio_output", "reasoning");
  private static final String SUCCESS = "SUCCESS";

  private Observations() {}

  /** The observation of an event that made sense. */
  static Observation of(UsageEvent event, MeteredUsage usage) {
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
