package dev.barnabas.cli.ledger;

import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Usage events for tests of statements; without a writer's number unless a test gives one. */
public final class MeteredEvents {
  public static final Instant CALLED = Instant.parse("2026-11-20T10:00:00Z");
  public static final Instant RECORDED = Instant.parse("2026-11-20T10:00:02Z");

  private MeteredEvents() {}

  /** A call of acme in November: 100 tokens in at 2, 10 out at 8 dollars a million. */
  public static UsageEvent.Builder usage(String request) {
    return usage("acme", request);
  }

  public static UsageEvent.Builder usage(String tenant, String request) {
    return UsageEvent.newBuilder()
        .setEventId(EventId.of(tenant, request, "call-" + request, "USAGE", 0))
        .setKind(UsageKind.USAGE)
        .setSeq(0)
        .setTenantId(tenant)
        .setCorrelationId(request)
        .setAttempt(0)
        .setAttemptId("a-" + request)
        .setCallId("call-" + request)
        .setPartnerId("alpha")
        .setRoute("fast-text")
        .setLane("REALTIME")
        .setRequestModel("gpt")
        .setLines(List.of(line("input", 100, "0.000002"), line("output", 10, "0.000008")))
        .setServiceTier("standard")
        .setCurrency("USD")
        .setPriceBookVersion("first")
        .setConfigSha256("0".repeat(64))
        .setProviderCost(decimal("0.00028"))
        .setTenantCharge(decimal("0.00056"))
        .setTokensCharged(110)
        .setBilledByProvider(Billed.YES)
        .setChargedToTenant(true)
        .setOutcome("SUCCESS")
        .setChargePeriod("2026-11")
        .setWriterId("")
        .setWriterSeq(-1)
        .setOccurredAt(CALLED)
        .setRecordedAt(RECORDED);
  }

  /** Takes {@link #usage} of that request back. */
  public static UsageEvent.Builder reversal(String request) {
    UsageEvent usage = usage(request).build();
    return usage(request)
        .setEventId(EventId.of("acme", request, "call-" + request, "REVERSAL", 1))
        .setKind(UsageKind.REVERSAL)
        .setSeq(1)
        .setCorrectsEventId(usage.getEventId())
        .setLines(List.of(line("input", -100, "0.000002"), line("output", -10, "0.000008")))
        .setProviderCost(decimal("-0.00028"))
        .setTenantCharge(decimal("-0.00056"))
        .setTokensCharged(-110);
  }

  /** Makes the input of that request dearer by 0.0001. */
  public static UsageEvent.Builder adjustment(String request) {
    return usage(request)
        .setEventId(EventId.of("acme", request, "call-" + request, "ADJUSTMENT", 1_000_000))
        .setKind(UsageKind.ADJUSTMENT)
        .setSeq(1_000_000)
        .setLines(
            List.of(
                UsageLine.newBuilder(line("input", 0, "0.000003"))
                    .setCost(decimal("0.0001"))
                    .build()))
        .setPriceBookVersion("second")
        .setProviderCost(decimal("0.0001"))
        .setTenantCharge(null)
        .setTokensCharged(0);
  }

  /** A call that no price is known for. */
  public static UsageEvent.Builder unpriced(String request) {
    return usage(request)
        .setRequestModel("new-model")
        .setLines(List.of(line("input", 7, null)))
        .setPriceBookVersion(null)
        .setProviderCost(null)
        .setTenantCharge(null)
        .setTokensCharged(7);
  }

  public static UsageLine line(String meter, long quantity, @Nullable String price) {
    BigDecimal of = BigDecimal.valueOf(quantity);
    return UsageLine.newBuilder()
        .setMeter(meter)
        .setQuantity(of.setScale(18))
        .setMeasure("PROVIDER_REPORTED")
        .setUnitPrice(price == null ? null : decimal(price))
        .setCost(price == null ? null : decimal(price).multiply(of).setScale(18))
        .build();
  }

  public static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(18);
  }

  public static LoggedUsage at(long offset, UsageEvent.Builder event) {
    return new LoggedUsage(new Position(0, offset), event.build(), LoggedUsage.NO_SOURCE);
  }
}
