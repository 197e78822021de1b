package dev.barnabas.cli.capacity;

import static java.time.ZoneOffset.UTC;

import dev.barnabas.cli.ledger.CapacityIds;
import dev.barnabas.pricing.CapacityAccount;
import dev.barnabas.pricing.CapacityLine;
import dev.barnabas.pricing.EventId;
import dev.barnabas.pricing.Measure;
import dev.barnabas.schemas.Billed;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import dev.barnabas.vocabulary.UsageOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;

/**
 * Charges of capacity as usage events. They are about a month and no call: USAGE for the first of
 * an account, ADJUSTMENT for what is charged or taken back later.
 *
 * @param month the charge period; the events are at its first instant
 * @param bookVersion the price book
 * @param now when they are decided
 */
public record CapacityEvents(YearMonth month, String bookVersion, Instant now) {
  private static final String NONE = "-";

  /** The event of a change. */
  public UsageEvent of(CapacityPlan.Change change) {
    CapacityAccount account = change.account();
    UsageKind kind = change.corrects() == null ? UsageKind.USAGE : UsageKind.ADJUSTMENT;
    String correlationId = CapacityIds.correlationId(account.name(), month);
    int seq = EventId.FIRST_OF_TOOLS + change.number();
    BigDecimal cost =
        change.lines().stream().map(CapacityLine::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean charged = cost.signum() != 0;
    return UsageEvent.newBuilder()
        .setEventId(EventId.of(account.tenant(), correlationId, EventId.NO_CALL, kind.name(), seq))
        .setKind(kind)
        .setSeq(seq)
        .setCorrectsEventId(change.corrects())
        .setTenantId(account.tenant())
        .setCostCentre(account.costCentre())
        .setCorrelationId(correlationId)
        .setAttempt(0)
        .setAttemptId(NONE)
        .setCallId(EventId.NO_CALL)
        .setPartnerId(account.partner())
        .setRoute(NONE)
        .setLane(NONE)
        .setRequestModel(Objects.requireNonNullElse(account.model(), CapacityLedger.NO_MODEL))
        .setLines(change.lines().stream().map(CapacityEvents::line).toList())
        .setCurrency(account.currency())
        .setPriceBookVersion(bookVersion)
        .setConfigSha256(NONE)
        .setProviderCost(cost)
        .setTenantCharge(charged ? cost : null)
        .setTokensCharged(0)
        .setBilledByProvider(Billed.YES)
        .setChargedToTenant(charged)
        .setOutcome(UsageOutcome.CAPACITY)
        .setChargePeriod(month.toString())
        .setWriterId(CapacityIds.writerId(account.name(), month, account.tenant()))
        .setWriterSeq(change.number())
        .setOccurredAt(month.atDay(1).atStartOfDay(UTC).toInstant())
        .setRecordedAt(now)
        .build();
  }

  private static UsageLine line(CapacityLine line) {
    return UsageLine.newBuilder()
        .setMeter(line.price().meter())
        .setQuantity(line.quantity())
        .setMeasure(Measure.CONTRACTED.name())
        .setUnitPrice(line.price().unitPrice())
        .setCost(line.cost())
        .build();
  }
}
