package dev.barnabas.cli.export;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNullElse;

import dev.barnabas.cli.ledger.CapacityIds;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.statement.PriceLine;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageKind;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums the events of a month up into charges. A call without a known cost makes no charge, since a
 * charge of zero would say that it was free; it is counted instead. One thread.
 */
public final class FocusFold {
  private final Map<FocusCharge.Key, FocusCharge> charges = new LinkedHashMap<>();
  private long unpriced;

  /** No charges yet. */
  public FocusFold() {}

  /** The next event of the log. */
  public void add(LoggedUsage usage) {
    UsageEvent event = usage.event();
    unpriced += Sums.NONE.plus(event).unpricedCalls();
    BigDecimal billed = event.getProviderCost();
    if (billed == null) {
      return;
    }
    BigDecimal beyond = billed;
    for (UsageLine line : event.getLines()) {
      BigDecimal cost = line.getCost();
      if (cost != null) {
        add(usage, line, cost);
        beyond = beyond.subtract(cost);
      }
    }
    if (beyond.signum() != 0) {
      FocusCharge.Key key = key(usage, PriceLine.BEYOND_LINES, null, null);
      add(new FocusCharge(key, BigDecimal.ZERO, beyond, beyond));
    }
  }

  private void add(LoggedUsage usage, UsageLine line, BigDecimal cost) {
    BigDecimal listCost = requireNonNullElse(line.getListCost(), cost);
    BigDecimal price = price(line, line.getUnitPrice(), cost);
    BigDecimal listed = line.getListUnitPrice() == null ? price : line.getListUnitPrice();
    BigDecimal listPrice = price == null ? null : price(line, listed, listCost);
    FocusCharge.Key key = key(usage, line.getMeter(), price, listPrice);
    add(new FocusCharge(key, line.getQuantity(), cost, listCost));
  }

  private void add(FocusCharge charge) {
    charges.merge(charge.key(), charge, FocusCharge::plus);
  }

  /** The price of one, where a cost is the quantity times it; not so on a change of price. */
  private static @Nullable BigDecimal price(
      UsageLine line, @Nullable BigDecimal price, BigDecimal cost) {
    BigDecimal quantity = line.getQuantity();
    boolean holds =
        price != null && quantity.signum() != 0 && quantity.multiply(price).compareTo(cost) == 0;
    return holds ? price : null;
  }

  private static FocusCharge.Key key(
      LoggedUsage usage,
      String meter,
      @Nullable BigDecimal unitPrice,
      @Nullable BigDecimal listUnitPrice) {
    UsageEvent event = usage.event();
    return new FocusCharge.Key(
        event.getTenantId(),
        event.getCostCentre(),
        event.getLane(),
        event.getPartnerId(),
        event.getRequestModel(),
        requireNonNullElse(event.getServiceTier(), PriceLine.NO_TIER),
        meter,
        unitPrice,
        listUnitPrice,
        kind(event, unitPrice),
        usage.chargePeriod(),
        LocalDate.ofInstant(event.getOccurredAt(), UTC),
        event.getCurrency(),
        CapacityIds.nameOf(event).orElse(null));
  }

  /** What is billed beyond a price is no usage of a quantity. */
  private static String kind(UsageEvent event, @Nullable BigDecimal unitPrice) {
    return unitPrice == null ? UsageKind.ADJUSTMENT.name() : event.getKind().name();
  }

  /** The charges, in the order of their first events. */
  public Collection<FocusCharge> charges() {
    return Collections.unmodifiableCollection(charges.values());
  }

  /** How many calls have no known cost, and so no charge. */
  public long unpriced() {
    return unpriced;
  }
}
