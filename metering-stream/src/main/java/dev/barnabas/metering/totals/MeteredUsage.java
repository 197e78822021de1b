package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a usage event that totals need.
 *
 * @param eventId unique for ever
 * @param kind what the event does
 * @param writer its place among its writer's events; absent where the writer keeps no count
 * @param tenantId the tenant
 * @param userRef the pseudonym of the tenant's user
 * @param costCentre who pays inside the tenant
 * @param partnerId the partner
 * @param model the partner's name of the model that was asked for
 * @param lane REALTIME or BULK
 * @param variant the variant of the route
 * @param isCall whether an HTTP call was made; not so for a cached or degraded answer
 * @param endUnknown whether the call's end is unknown
 * @param quantities what was counted, signed
 * @param currency of all amounts
 * @param providerCost what the provider bills, signed; absent if no price is known
 * @param tenantCharge what the tenant is charged, signed
 * @param unpricedCalls what an adjustment adds to the calls without a price
 * @param tokensCharged tokens charged to the tenant, signed
 * @param chargePeriod the month in which the hold was taken, UTC
 * @param occurredAt when the call started, by the worker's clock
 * @param recordedAt when the event was decided, by broker-app's clock
 */
public record MeteredUsage(
    String eventId,
    UsageKind kind,
    @Nullable WriterPosition writer,
    String tenantId,
    @Nullable String userRef,
    @Nullable String costCentre,
    String partnerId,
    String model,
    String lane,
    @Nullable String variant,
    boolean isCall,
    boolean endUnknown,
    List<Quantity> quantities,
    String currency,
    @Nullable BigDecimal providerCost,
    BigDecimal tenantCharge,
    int unpricedCalls,
    long tokensCharged,
    YearMonth chargePeriod,
    Instant occurredAt,
    Instant recordedAt) {

  /**
   * One line of the event.
   *
   * @param meter what was counted
   * @param amount how many, signed
   */
  public record Quantity(String meter, BigDecimal amount) {
    public Quantity {
      requireNonNull(meter, "meter");
      requireNonNull(amount, "amount");
    }
  }

  public MeteredUsage {
    requireNonNull(eventId, "eventId");
    requireNonNull(kind, "kind");
    requireNonNull(tenantId, "tenantId");
    requireNonNull(partnerId, "partnerId");
    requireNonNull(model, "model");
    requireNonNull(lane, "lane");
    quantities = List.copyOf(quantities);
    requireNonNull(currency, "currency");
    requireNonNull(tenantCharge, "tenantCharge");
    requireNonNull(chargePeriod, "chargePeriod");
    requireNonNull(occurredAt, "occurredAt");
    requireNonNull(recordedAt, "recordedAt");
  }

  /** What the event adds to the number of calls. */
  public long calls() {
    return isCall ? kind.calls() : 0;
  }

  /** What the event adds to the number of calls without a price. */
  public long unpriced() {
    return switch (kind) {
      case USAGE, REVERSAL -> providerCost == null ? calls() : 0;
      case ADJUSTMENT -> unpricedCalls;
    };
  }
}
