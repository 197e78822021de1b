package dev.barnabas.cli.export;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A charge of FOCUS 1.2: what a provider bills for one meter, at one price, on one day.
 *
 * @param key what it is for
 * @param quantity how many, of the meter; negative where usage is taken back
 * @param cost what the provider bills
 * @param listCost what it would bill without a contract; the same where there is none
 */
public record FocusCharge(Key key, BigDecimal quantity, BigDecimal cost, BigDecimal listCost) {
  /**
   * What a charge is for.
   *
   * @param tenantId the sub-account
   * @param costCentre a tag; absent for none
   * @param lane REALTIME or BULK
   * @param partnerId the provider
   * @param model the partner's name of the model
   * @param serviceTier standard, batch and so on; {@code -} for none
   * @param meter what was counted; {@code -} for what is billed beyond the lines
   * @param unitPrice the price of one; absent where the cost is no quantity times a price
   * @param listUnitPrice the list price of one; the same as {@code unitPrice} without a contract
   * @param kind USAGE, REVERSAL or ADJUSTMENT
   * @param chargePeriod the month whose budget paid
   * @param day when the calls started, UTC; of capacity the month's first
   * @param currency of the cost
   * @param capacity the name of the capacity that is billed, used or not; absent for calls
   */
  public record Key(
      String tenantId,
      @Nullable String costCentre,
      String lane,
      String partnerId,
      String model,
      String serviceTier,
      String meter,
      @Nullable BigDecimal unitPrice,
      @Nullable BigDecimal listUnitPrice,
      String kind,
      YearMonth chargePeriod,
      LocalDate day,
      String currency,
      @Nullable String capacity) {
    public Key {
      requireNonNull(tenantId, "tenantId");
      requireNonNull(lane, "lane");
      requireNonNull(partnerId, "partnerId");
      requireNonNull(model, "model");
      requireNonNull(serviceTier, "serviceTier");
      requireNonNull(meter, "meter");
      requireNonNull(kind, "kind");
      requireNonNull(chargePeriod, "chargePeriod");
      requireNonNull(day, "day");
      requireNonNull(currency, "currency");
    }
  }

  public FocusCharge {
    requireNonNull(key, "key");
    requireNonNull(quantity, "quantity");
    requireNonNull(cost, "cost");
    requireNonNull(listCost, "listCost");
  }

  FocusCharge plus(FocusCharge other) {
    return new FocusCharge(
        key, quantity.add(other.quantity), cost.add(other.cost), listCost.add(other.listCost));
  }
}
