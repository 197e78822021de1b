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
