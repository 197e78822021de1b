package dev.barnabas.metering.topology;

import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Usage events for tests: 100 tokens in, 50 out, 0.001 USD cost, 0.003 USD charge; without a
 * number.
 */
public final class UsageEvents {

  private UsageEvents() {}

  public static UsageEvent.Builder usage(String eventId, String tenant) {
    return UsageEvent.newBuilder()
        .setEventId(eventId)
        .setKind(UsageKind.USAGE)
        .setSeq(0)
        .setTenantId(tenant)
        .setCorrelationId("c-" + eventId)
        .setAttempt(0)
        .setAttemptId("a-" + eventId)
        .setCallId("call-" + eventId)
        .setPartnerId("partner-alpha")
        .setRoute("fast-text")
        .setLane("REALTIME")
        .setRequestModel("gpt")
        .setLines(List.of(line("input", 100), line("output", 50)))
        .setCurrency("USD")
        .setConfigSha256("0".repeat(64))
        .setProviderCost(decimal("0.001"))
        .setTenantCharge(decimal("0.003"))
        .setTokensCharged(150)
        .setBilledByProvider(Billed.YES)
        .setChargedToTenant(true)
        .setOutcome("SUCCESS")
        .setChargePeriod("2026-11")
        .setWriterId("")
        .setWriterSeq(-1)
        .setOccurredAt(Instant.parse("2026-11-20T10:15:00Z"))
        .setRecordedAt(Instant.parse("2026-11-20T10:15:02Z"));
  }

  public static UsageEvent.Builder reversal(String eventId, String tenant) {
    return usage(eventId, tenant)
        .setKind(UsageKind.REVERSAL)
        .setLines(List.of(line("input", -100), line("output", -50)))
        .setProviderCost(decimal("-0.001"))
        .setTenantCharge(decimal("-0.003"))
        .setTokensCharged(-150);
  }

  /** Fifty units of capacity for November by the hour, as {@code prices capacity} writes it. */
  public static UsageEvent.Builder capacity(String tenant) {
    return usage("capacity", tenant)
        .setSeq(1_000_000)
        .setCorrelationId("capacity/2026-11/ptu")
        .setCallId("-")
        .setRoute("-")
        .setLane("-")
        .setLines(
            List.of(
                UsageLine.newBuilder(line("capacity_hour", 36_000))
                    .setMeasure("CONTRACTED")
                    .setUnitPrice(decimal("1"))
                    .setCost(decimal("36000"))
                    .build()))
        .setProviderCost(decimal("36000"))
        .setTenantCharge(decimal("36000"))
        .setTokensCharged(0)
        .setOutcome("CAPACITY")
        .setWriterId("capacity/2026-11/ptu/" + tenant)
        .setWriterSeq(0)
        .setOccurredAt(Instant.parse("2026-11-01T00:00:00Z"));
  }

  public static UsageLine line(String meter, long quantity) {
    return UsageLine.newBuilder()
        .setMeter(meter)
        .setQuantity(BigDecimal.valueOf(quantity).setScale(18))
        .setMeasure("PROVIDER_REPORTED")
        .build();
  }

  public static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(18);
  }
}
