package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums of usage. Immutable.
 *
 * @param calls calls metered, reversals taken off
 * @param unknownCalls of these: calls whose end is unknown
 * @param unpricedCalls of these: calls without a price
 * @param quantities by meter
 * @param tokensCharged tokens charged to the tenant
 * @param providerCost what providers bill, unpriced calls not included
 * @param tenantCharge what the tenant is charged
 * @param updatedAt the latest {@code recordedAt} of the events included
 */
public record Totals(
    long calls,
    long unknownCalls,
    long unpricedCalls,
    SortedMap<String, BigDecimal> quantities,
    long tokensCharged,
    BigDecimal providerCost,
    BigDecimal tenantCharge,
    Instant updatedAt) {

  /** Digits after the point of every amount, as on the wire. */
  public static final int SCALE = 18;

  /** Nothing metered yet. */
  public static final Totals NONE =
      new Totals(0, 0, 0, new TreeMap<>(), 0, BigDecimal.ZERO, BigDecimal.ZERO, Instant.EPOCH);

  public Totals {
    var copy = new TreeMap<String, BigDecimal>();
    quantities.forEach((meter, amount) -> copy.put(meter, amount.setScale(SCALE)));
    quantities = Collections.unmodifiableSortedMap(copy);
    providerCost = providerCost.setScale(SCALE);
    tenantCharge = tenantCharge.setScale(SCALE);
    requireNonNull(updatedAt, "updatedAt");
  }

  /**
   * These totals and one event more.
   *
   * @throws ArithmeticException if a count leaves the range of {@code long}
   */
  public Totals plus(MeteredUsage usage) {
    var cost = usage.providerCost();
    long calls = usage.calls();
    return new Totals(
        Math.addExact(this.calls, calls),
        unknownCalls + (usage.endUnknown() ? calls : 0),
        Math.addExact(unpricedCalls, usage.unpriced()),
        quantitiesWith(usage),
        Math.addExact(tokensCharged, usage.tokensCharged()),
        cost == null ? providerCost : providerCost.add(cost),
        tenantCharge.add(usage.tenantCharge()),
        usage.recordedAt().isAfter(updatedAt) ? usage.recordedAt() : updatedAt);
  }

  /**
   * These totals and others.
   *
   * @throws ArithmeticException if a count leaves the range of {@code long}
   */
  public Totals plus(Totals other) {
    var sums = new TreeMap<>(quantities);
    other.quantities.forEach((meter, amount) -> sums.merge(meter, amount, BigDecimal::add));
    return new Totals(
        Math.addExact(calls, other.calls),
        Math.addExact(unknownCalls, other.unknownCalls),
        Math.addExact(unpricedCalls, other.unpricedCalls),
        sums,
        Math.addExact(tokensCharged, other.tokensCharged),
        providerCost.add(other.providerCost),
        tenantCharge.add(other.tenantCharge),
        other.updatedAt.isAfter(updatedAt) ? other.updatedAt : updatedAt);
  }

  private SortedMap<String, BigDecimal> quantitiesWith(MeteredUsage usage) {
    var sums = new TreeMap<>(quantities);
    for (var line : usage.quantities()) {
      sums.merge(line.meter(), line.amount(), BigDecimal::add);
    }
    return sums;
  }
}
