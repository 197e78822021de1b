package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceContractTest {

  private static final ModelPrice LIST =
      new ModelPrice(
          "USD",
          new TierPrice(
              new Rates(d("4"), d("16"), d("1"), null, null, null),
              List.of(
                  new ContextTier(100, Rates.of(d("8"), d("32"))),
                  new ContextTier(200, Rates.of(d("9"), d("36"))))),
          Map.of(
              ServiceTier.BATCH, TierPrice.of(Rates.of(d("2"), d("8"))),
              ServiceTier.FLEX, TierPrice.of(Rates.of(d("3"), d("12")))),
          d("0.5"));

  @Test
  void takesADiscountOffEveryPrice() {
    var price = new PriceContract.Discount(d("12.5")).under(LIST);

    assertThat(unit(price, ServiceTier.STANDARD, 1, Meters.INPUT)).isEqualByComparingTo("3.5");
    assertThat(unit(price, ServiceTier.STANDARD, 1, Meters.CACHED_INPUT))
        .isEqualByComparingTo("0.875");
    assertThat(unit(price, ServiceTier.STANDARD, 101, Meters.OUTPUT)).isEqualByComparingTo("28");
    assertThat(unit(price, ServiceTier.BATCH, 1, Meters.OUTPUT)).isEqualByComparingTo("7");
    assertThat(price.perRequest()).isEqualByComparingTo("0.4375");
    assertThat(price.list()).isEqualTo(LIST);
  }

  @Test
  void keepsAtTheListPriceWhatTheContractDoesNotName() {
    var price =
        agreed(
            new TierPrice(
                Rates.of(d("4"), d("20")),
                List.of(new ContextTier(200, Rates.of(d("7"), d("30"))))),
            Map.of(ServiceTier.BATCH, TierPrice.of(Rates.of(d("1"), d("9")))),
            null);

    assertThat(unit(price, ServiceTier.STANDARD, 1, Meters.CACHED_INPUT)).isEqualByComparingTo("1");
    assertThat(unit(price, ServiceTier.STANDARD, 1, Meters.OUTPUT)).isEqualByComparingTo("20");
    assertThat(unit(price, ServiceTier.STANDARD, 101, Meters.INPUT)).isEqualByComparingTo("8");
    assertThat(unit(price, ServiceTier.STANDARD, 201, Meters.INPUT)).isEqualByComparingTo("7");
    assertThat(unit(price, ServiceTier.BATCH, 1, Meters.OUTPUT)).isEqualByComparingTo("9");
    assertThat(unit(price, ServiceTier.FLEX, 1, Meters.OUTPUT)).isEqualByComparingTo("12");
    assertThat(price.perRequest()).isEqualByComparingTo("0.5");
    assertThat(price.list()).isEqualTo(LIST);
  }

  @Test
  void chargesAMeterThatNeitherNamesAsWhatItIsPartOf() {
    var price = agreed(TierPrice.of(Rates.of(d("4"), d("20"))), Map.of(), null);

    assertThat(unit(price, ServiceTier.STANDARD, 1, Meters.REASONING)).isEqualByComparingTo("20");
  }

  @Test
  void putsBothPricesOnEveryLine() {
    var usage = new Usage(60, 10, 20, 0, 0, 0, Measure.PROVIDER_REPORTED);
    var price = agreed(TierPrice.of(Rates.of(d("3"), d("20"))), Map.of(), d("0"));

    assertThat(UsageLines.of(usage, new PriceLookup.Priced(price)))
        .extracting(
            UsageLine::meter,
            line -> shown(line.unitPrice()),
            line -> shown(line.cost()),
            line -> shown(line.listUnitPrice()),
            line -> shown(line.listCost()))
        .containsExactly(
            tuple("input", "3", "120", "4", "160"),
            tuple("cached_input", "1", "20", "1", "20"),
            tuple("output", "20", "200", "16", "160"),
            tuple("request", "0", "0", "0.5", "0.5"));
    assertThat(UsageLines.of(usage, new PriceLookup.Priced(LIST)))
        .allSatisfy(line -> assertThat(line.listUnitPrice()).isNull());
  }

  @Test
  void listsARequestThatOnlyTheContractChargesForAtNothing() {
    var free = ModelPrice.of("USD", d("1"), d("1"));
    var price =
        new PriceContract.Agreed(new ModelPrice("USD", free.standard(), Map.of(), d("0.1")))
            .under(free);

    assertThat(
            UsageLines.of(Usage.of(0, 0, Measure.PROVIDER_REPORTED), new PriceLookup.Priced(price)))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.cost()).isEqualByComparingTo("0.1");
          assertThat(line.listCost()).isZero();
        });
  }

  @Test
  void hasNoListPriceWhereTheTierHasNone() {
    var price = new PriceContract.Discount(d("10")).under(LIST);
    var usage = Usage.of(1, 0, Measure.PROVIDER_REPORTED).at(ServiceTier.PRIORITY);

    assertThat(UsageLines.of(usage, new PriceLookup.Priced(price)).getFirst())
        .satisfies(line -> {
          assertThat(line.unitPrice()).isNull();
          assertThat(line.listUnitPrice()).isNull();
          assertThat(line.listCost()).isNull();
        });
  }

  @Test
  void refusesWhatTheListDoesNotHave() {
    var rates = Rates.of(d("1"), d("1"));

    assertThatThrownBy(() ->
            agreed(TierPrice.of(rates), Map.of(ServiceTier.PRIORITY, TierPrice.of(rates)), null))
        .hasMessage("the list has no priority tier");
    assertThatThrownBy(() ->
            agreed(new TierPrice(rates, List.of(new ContextTier(150, rates))), Map.of(), null))
        .hasMessage("the list has no context tier above 150");
    assertThatThrownBy(
            () -> new PriceContract.Agreed(ModelPrice.of("EUR", d("1"), d("1"))).under(LIST))
        .hasMessage("agreed on in EUR, but the list is in USD");
    var contracted = new PriceContract.Discount(d("1")).under(LIST);
    assertThatThrownBy(() -> new PriceContract.Discount(d("1")).under(contracted))
        .hasMessage("a contract is about a list price, not another contract");
  }

  @Test
  void refusesADiscountThatIsNoneOrCannotBeTakenOffExactly() {
    assertThatThrownBy(() -> new PriceContract.Discount(d("-1")))
        .hasMessage("discount must be between 0 and 100 but is -1");
    assertThatThrownBy(() -> new PriceContract.Discount(d("100.01")))
        .hasMessage("discount must be between 0 and 100 but is 100.01");
    assertThatThrownBy(() -> new PriceContract.Discount(d("1.00001")))
        .hasMessage("discount has more than 4 digits after the decimal point");
    var longest = ModelPrice.of("USD", d("0.000000000000000001"), d("1"));
    assertThatThrownBy(() -> new PriceContract.Discount(d("50")).under(longest))
        .hasMessage("input has more than 18 digits after the decimal point");
  }

  private static ModelPrice agreed(
      TierPrice standard, Map<ServiceTier, TierPrice> tiers, @Nullable BigDecimal perRequest) {
    return new PriceContract.Agreed(new ModelPrice("USD", standard, tiers, perRequest)).under(LIST);
  }

  private static BigDecimal unit(ModelPrice price, ServiceTier tier, long input, String meter) {
    return price.rates(tier, input).orElseThrow().unitPriceOf(meter);
  }

  private static String shown(@Nullable BigDecimal amount) {
    return amount == null
        ? "-"
        : amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal d(String decimal) {
    return new BigDecimal(decimal);
  }
}
