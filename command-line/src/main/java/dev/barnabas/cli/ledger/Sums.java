package dev.barnabas.cli.ledger;

import dev.barnabas.pricing.EventId;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import java.math.BigDecimal;

/**
 * What events of one currency come to, each with its sign. Exact; amounts are kept at 18 digits
 * after the point, so equal amounts are equal records.
 *
 * @param events how many
 * @param calls HTTP calls, reversals taken off; a cached or degraded answer is none
 * @param unknownCalls of these: calls whose end is unknown
 * @param unpricedCalls of these: calls without a price; they add nothing to {@code cost}
 * @param tokensCharged tokens charged to the tenant
 * @param cost what providers bill, as far as it is known
 * @param charge what the tenant is charged
 */
public record Sums(
    long events,
    long calls,
    long unknownCalls,
    long unpricedCalls,
    long tokensCharged,
    BigDecimal cost,
    BigDecimal charge) {
  /** No events. */
  public static final Sums NONE = new Sums(0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

  private static final int SCALE = 18;
  private static final String UNKNOWN = "UNKNOWN";

  /** Refuses an amount of more than 18 digits after the point. */
  public Sums {
    cost = cost.setScale(SCALE);
    charge = charge.setScale(SCALE);
  }

  /** These and one event more. */
  public Sums plus(UsageEvent event) {
    return plus(of(event));
  }

  private static Sums of(UsageEvent event) {
    long calls = event.getCallId().equals(EventId.NO_CALL) ? 0 : sign(event.getKind());
    BigDecimal cost = event.getProviderCost();
    BigDecimal charge = event.getTenantCharge();
    long unpriced =
        event.getKind() == UsageKind.ADJUSTMENT
            ? event.getUnpricedCalls()
            : cost == null ? calls : 0;
    return new Sums(
        1,
        calls,
        event.getOutcome().equals(UNKNOWN) ? calls : 0,
        unpriced,
        event.getTokensCharged(),
        cost == null ? BigDecimal.ZERO : cost,
        charge == null ? BigDecimal.ZERO : charge);
  }

  private static int sign(UsageKind kind) {
    return switch (kind) {
      case USAGE -> 1;
      case REVERSAL -> -1;
      case ADJUSTMENT, UNRECOGNISED -> 0;
    };
  }

  /** These and others. */
  public Sums plus(Sums other) {
    return new Sums(
        Math.addExact(events, other.events),
        Math.addExact(calls, other.calls),
        Math.addExact(unknownCalls, other.unknownCalls),
        Math.addExact(unpricedCalls, other.unpricedCalls),
        Math.addExact(tokensCharged, other.tokensCharged),
        cost.add(other.cost),
        charge.add(other.charge));
  }

  /** An amount or quantity as text: plain, without trailing zeros, {@code 0} for zero. */
  public static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
