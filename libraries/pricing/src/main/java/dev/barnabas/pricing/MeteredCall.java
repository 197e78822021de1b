package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all usage events of one call come to, corrections included.
 *
 * @param partner the partner
 * @param model the partner's name of the model
 * @param calledAt when the call started; its price is looked up at this time
 * @param tier the service tier; absent where no usage is known
 * @param quantities by meter
 * @param costs what the provider bills by meter
 * @param providerCost what the provider bills; absent where no price was known
 * @param charge what the tenant is charged now
 * @param ceiling what the tenant was charged before any repricing: the most it may be charged
 * @param currency of all amounts
 * @param priceBookVersion the book that priced it last; absent where none did
 * @param savings by how much the cost is below the list price's, by meter; negative where the
 *     contract is the dearer; a meter without a contract has none
 */
public record MeteredCall(
    String partner,
    String model,
    Instant calledAt,
    @Nullable ServiceTier tier,
    Map<String, BigDecimal> quantities,
    Map<String, BigDecimal> costs,
    @Nullable BigDecimal providerCost,
    BigDecimal charge,
    BigDecimal ceiling,
    String currency,
    @Nullable String priceBookVersion,
    Map<String, BigDecimal> savings) {

  public MeteredCall {
    requireNonNull(partner, "partner");
    requireNonNull(model, "model");
    requireNonNull(calledAt, "calledAt");
    quantities = Collections.unmodifiableMap(new TreeMap<>(quantities));
    costs = Collections.unmodifiableMap(new TreeMap<>(costs));
    requireNonNull(charge, "charge");
    requireNonNull(ceiling, "ceiling");
    requireNonNull(currency, "currency");
    savings = Collections.unmodifiableMap(new TreeMap<>(savings));
  }

  /** A call that was priced without a contract. */
  public MeteredCall(
      String partner,
      String model,
      Instant calledAt,
      @Nullable ServiceTier tier,
      Map<String, BigDecimal> quantities,
      Map<String, BigDecimal> costs,
      @Nullable BigDecimal providerCost,
      BigDecimal charge,
      BigDecimal ceiling,
      String currency,
      @Nullable String priceBookVersion) {
    this(
        partner,
        model,
        calledAt,
        tier,
        quantities,
        costs,
        providerCost,
        charge,
        ceiling,
        currency,
        priceBookVersion,
        Map.of());
  }
}
