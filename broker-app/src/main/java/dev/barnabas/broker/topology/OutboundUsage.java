package dev.barnabas.broker.topology;

import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Attempt;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestState;
import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.ServiceTier;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metered calls as usage events. */
final class OutboundUsage {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  private OutboundUsage() {}

  static UsageEvent event(
      Output.Metered m, String writerId, long writerSeq, Instant now, Policies policies) {
    RequestState state = m.state();
    Attempt attempt = m.attempt();
    var plan = state == null ? null : state.plan();
    Hold hold = state == null ? null : state.hold();
    var link = plan == null || attempt == null ? null : plan.chain().get(attempt.link());
    ServiceTier tier = m.tier();
    return UsageEvent.newBuilder()
        .setEventId(
            EventId.of(
                m.key().tenantId(), m.key().correlationId(), m.callId(), m.kind().name(), m.seq()))
        .setKind(UsageKind.valueOf(m.kind().name()))
        .setSeq(m.seq())
        .setCorrectsEventId(m.correctsEventId())
        .setTenantId(m.key().tenantId())
        .setUserRef(state == null ? null : state.labels().userRef())
        .setCostCentre(state == null ? null : state.labels().costCentre())
        .setCorrelationId(m.key().correlationId())
        .setAttempt(attempt == null ? 0 : attempt.number())
        .setAttemptId(m.attemptId())
        .setCallId(m.callId())
        .setPartnerId(m.partnerId())
        .setRoute(state == null ? "-" : state.alias())
        .setVariant(plan == null ? null : plan.variant())
        .setLane(state == null ? "REALTIME" : state.lane().name())
        .setRequestModel(link == null ? "-" : link.model())
        .setModelVersion(m.modelVersion())
        .setProviderRequestId(m.providerRequestId())
        .setLines(lines(m))
        .setServiceTier(tier == null ? null : tier.word())
        .setCurrency(plan == null ? "USD" : plan.currency())
        .setPriceBookVersion(plan == null ? null : plan.priceBookVersion())
        .setConfigSha256(policies.sha256())
        .setProviderCost(scaled(m.providerCost()))
        .setTenantCharge(scaled(m.tenantCharge()))
        .setTokensCharged(m.tokensCharged())
        .setBilledByProvider(Billed.valueOf(m.billed().name()))
        .setChargedToTenant(m.charged())
        .setOutcome(m.outcome())
        .setLatencyMs(m.latencyMs())
        .setPromptHash(attempt == null ? null : attempt.promptHash())
        .setResponseHash(m.responseHash())
        .setChargePeriod(hold == null ? MONTH.format(m.occurredAt()) : hold.chargePeriod())
        .setRawUsage(m.rawUsage())
        .setUsageAnomalies(
            m.usageAnomalies().isEmpty() ? null : String.join(",", m.usageAnomalies()))
        .setTags(state == null ? Map.of() : state.labels().tags())
        .setWriterId(writerId)
        .setWriterSeq(writerSeq)
        .setOccurredAt(m.occurredAt())
        .setRecordedAt(now)
        .build();
  }

  private static List<UsageLine> lines(Output.Metered m) {
    return m.lines().stream()
        .map(line ->
            UsageLine.newBuilder()
                .setMeter(line.meter())
                .setQuantity(Outbound.scaled(BigDecimal.valueOf(line.quantity())))
                .setMeasure(Outbound.measure(line.measure()))
                .setUnitPrice(scaled(line.unitPrice()))
                .setCost(scaled(line.cost()))
                .setListUnitPrice(scaled(line.listUnitPrice()))
                .setListCost(scaled(line.listCost()))
                .build())
        .toList();
  }

  private static @Nullable BigDecimal scaled(@Nullable BigDecimal amount) {
    return amount == null ? null : Outbound.scaled(amount);
  }
}
