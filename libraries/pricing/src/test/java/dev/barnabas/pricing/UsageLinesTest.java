package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageLinesTest {

  private static final PriceLookup UNPRICED = new PriceLookup.Unpriced("p", "m");

  @Test
  void chargesEachTokenOnOneLineOnly() {
    var usage = new Usage(1_000, 500, 600, 100, 50, 200, Measure.PROVIDER_REPORTED);

    assertThat(UsageLines.of(usage, UNPRICED))
        .extracting(UsageLine::meter, UsageLine::quantity)
        .containsExactly(
            tuple("input", 250L),
            tuple("cached_input", 600L),
            tuple("cache_write_short", 100L),
            tuple("cache_write_long", 50L),
            tuple("output", 300L),
            tuple("reasoning", 200L));
  }

  /** By hand: 250·3 + 600·0.3 + 100·3.75 + 50·6 + 500·15 µUSD (reasoning at the output price). */
  @Test
  void costsWhatThePublicPriceListSays() {
    var price =
        ModelPrice.of(
            "USD",
            new Rates(micro("3"), micro("15"), micro("0.3"), micro("3.75"), micro("6"), null));
    var usage = new Usage(1_000, 500, 600, 100, 50, 200, Measure.PROVIDER_REPORTED);

    assertThat(UsageLines.providerCost(usage, new PriceLookup.Priced(price)))
        .isEqualTo(Money.of("0.009105", "USD"));
  }

  @Test
  void leavesTheCostOpenForAnUnpricedModel() {
    var usage = Usage.of(10, 10, Measure.TOKENIZER);

    assertThat(UsageLines.providerCost(usage, UNPRICED)).isNull();
    assertThat(UsageLines.of(usage, UNPRICED)).allMatch(line -> line.cost() == null);
  }

  @Test
  void addsTheRequestWhereAProviderChargesForIt() {
    var price =
        new ModelPrice(
            "USD",
            TierPrice.of(Rates.of(micro("1"), micro("2"))),
            Map.of(),
            new BigDecimal("0.01"));
    var nothing = Usage.of(0, 0, Measure.ESTIMATED);

    assertThat(UsageLines.of(nothing, new PriceLookup.Priced(price)))
        .singleElement()
        .extracting(UsageLine::meter)
        .isEqualTo(Meters.REQUEST);
    assertThat(UsageLines.providerCost(nothing, new PriceLookup.Priced(price)))
        .isEqualTo(Money.of("0.01", "USD"));
  }

  @Test
  void costsNothingWhenNothingWasUsed() {
    var price = ModelPrice.of("USD", micro("1"), micro("2"));
    var nothing = Usage.of(0, 0, Measure.PROVIDER_REPORTED);

    assertThat(UsageLines.providerCost(nothing, new PriceLookup.Priced(price)))
        .isEqualTo(Money.zero("USD"));
  }

  @Test
  void refusesPartsThatExceedTheirTotal() {
    assertThatThrownBy(() -> new Usage(5, 0, 6, 0, 0, 0, Measure.PROVIDER_REPORTED))
        .hasMessageContaining("exceed inputTokens 5");
    assertThatThrownBy(() -> new Usage(0, 5, 0, 0, 0, 6, Measure.PROVIDER_REPORTED))
        .hasMessageContaining("exceed outputTokens 5");
  }

  @Test
  void raisesAReportedTotalToItsPartsAndSaysSo() {
    var report = new UsageReport(5, 10, 6, 0, 0, 4, Measure.PROVIDER_REPORTED, null);

    var normalised = report.normalised();

    assertThat(UsageLines.of(normalised.usage(), new PriceLookup.Unpriced("p", "m")))
        .extracting(UsageLine::meter, UsageLine::quantity)
        .containsExactly(tuple("cached_input", 6L), tuple("output", 6L), tuple("reasoning", 4L));
    assertThat(normalised.anomalies()).containsExactly("inputTokens");
    assertThat(normalised.usage().anomalies()).containsExactly("inputTokens");
  }

  @Test
  void knowsNoCostOfATierThatTheBookDoesNotList() {
    var price = new PriceLookup.Priced(ModelPrice.of("USD", micro("1"), micro("2")));
    var usage = Usage.of(10, 10, Measure.PROVIDER_REPORTED).at(ServiceTier.of("turbo"));

    assertThat(UsageLines.providerCost(usage, price)).isNull();
    assertThat(UsageLines.of(usage, price)).hasSize(2).allMatch(line -> line.cost() == null);
  }

  @Test
  void readsTheTierThatAProviderNames() {
    assertThat(ServiceTier.of(null)).isEqualTo(ServiceTier.STANDARD);
    assertThat(ServiceTier.of("default")).isEqualTo(ServiceTier.STANDARD);
    assertThat(ServiceTier.of("Priority")).isEqualTo(ServiceTier.PRIORITY);
    assertThat(ServiceTier.of("fast")).isEqualTo(ServiceTier.PRIORITY);
    assertThat(ServiceTier.of("batch")).isEqualTo(ServiceTier.BATCH);
    assertThat(ServiceTier.of("flex")).isEqualTo(ServiceTier.FLEX);
    assertThat(ServiceTier.of("scale-2")).isEqualTo(ServiceTier.OTHER);
  }

  private static BigDecimal micro(String price) {
    return new BigDecimal(price).movePointLeft(6);
  }
}
