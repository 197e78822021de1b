package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantPriceRulesTest {

  private static final PriceLookup UNPRICED = new PriceLookup.Unpriced("p", "m");
  private static final PriceLookup PRICED =
      new PriceLookup.Priced(ModelPrice.of("USD", d("0.000003"), d("0.000015")));
  private static final Usage USAGE = Usage.of(1_000, 100, Measure.PROVIDER_REPORTED);

  @Test
  void takesTheRoutesPriceWithoutARule() {
    assertThat(charge(List.of(), "acme", null, "fast", "0.00001")).isEqualTo("0.011 USD");
    assertThat(charge(List.of(), "acme", null, "fast", null)).isEqualTo("0.0045 USD");
  }

  /** 4,500 µUSD × 1.2 × 0.9. */
  @Test
  void putsTheMarkupOnBeforeItTakesTheDiscountOff() {
    var rules = List.of(rule(null, null, null, "20", null), rule(null, "gold", null, null, "10"));

    assertThat(charge(rules, "acme", "gold", "fast", null)).isEqualTo("0.00486 USD");
    assertThat(charge(rules, "acme", "silver", "fast", null)).isEqualTo("0.0054 USD");
    assertThat(charge(rules, "acme", "gold", "fast", "0.00001")).isEqualTo("0.01188 USD");
  }

  @Test
  void letsAnOverrideReplaceMarkupAndDiscount() {
    var contract = new TenantPriceRule("acme", null, "fast", null, null, d("0.000002"));
    var rules = List.of(rule(null, null, null, "20", "5"), contract);

    assertThat(charge(rules, "acme", null, "fast", "0.00001")).isEqualTo("0.0022 USD");
    assertThat(charge(rules, "acme", null, "slow", "0.00001")).isEqualTo("0.01254 USD");
  }

  @Test
  void takesEachPartFromTheMostPreciseRuleThatNamesIt() {
    var rules =
        List.of(
            rule(null, null, null, "1", null),
            rule(null, null, "fast", "2", null),
            rule(null, "gold", null, "3", null),
            rule(null, "gold", "fast", "4", null),
            rule("acme", null, null, "5", null),
            rule("acme", null, "fast", "6", null),
            rule(null, "gold", "dear", null, "50"));

    assertThat(factor(rules, "acme", "gold", "fast")).isEqualByComparingTo("1.06");
    assertThat(factor(rules, "acme", "gold", "slow")).isEqualByComparingTo("1.05");
    assertThat(factor(rules, "other", "gold", "fast")).isEqualByComparingTo("1.04");
    assertThat(factor(rules, "other", "gold", "slow")).isEqualByComparingTo("1.03");
    assertThat(factor(rules, "other", null, "fast")).isEqualByComparingTo("1.02");
    assertThat(factor(rules, "other", null, "slow")).isEqualByComparingTo("1.01");
    assertThat(factor(rules, "acme", "gold", "dear")).isEqualByComparingTo("0.525");
  }

  @Test
  void knowsNoChargeWhereNoPriceIsKnown() {
    var price = new TenantPriceRules(List.of()).priceFor("acme", null, "fast", null, "USD");

    assertThat(price.isKnown(UNPRICED)).isFalse();
    assertThat(price.charge(USAGE, UNPRICED)).isNull();
    assertThat(price.worst(new WorstCase(10, 10), UNPRICED)).isNull();
  }

  @Test
  void knowsAChargePerTokenWhereTheProvidersPriceIsNot() {
    var price = TenantPrice.perToken(d("0.00001"), "USD");

    assertThat(price.isKnown(UNPRICED)).isTrue();
    assertThat(price.charge(USAGE, UNPRICED)).isEqualTo(Money.of("0.011", "USD"));
    assertThat(price.worst(new WorstCase(1_000, 100), UNPRICED))
        .isEqualTo(Money.of("0.011", "USD"));
  }

  @Test
  void chargesATierThatTheBookDoesNotListAtTheStandardTier() {
    var price = TenantPrice.ofProvider("USD");

    assertThat(price.charge(USAGE.at(ServiceTier.PRIORITY), PRICED))
        .isEqualTo(Money.of("0.0045", "USD"));
  }

  /** Half a unit of the last digit becomes none, and one and a half become two. */
  @Test
  void roundsAChargeOnceAndHalfEven() {
    var price = new TenantPrice(d("0.000000000000000001"), d("0.5"), "USD");

    assertThat(price.charge(Usage.of(1, 0, Measure.ESTIMATED), UNPRICED))
        .isEqualTo(Money.zero("USD"));
    assertThat(price.charge(Usage.of(3, 0, Measure.ESTIMATED), UNPRICED))
        .isEqualTo(Money.of("0.000000000000000002", "USD"));
  }

  @Test
  void refusesRulesThatSayNothingOrTheSameTwice() {
    assertThatThrownBy(() -> rule("acme", "gold", null, "1", null))
        .hasMessage("a rule is for a tenant or for a tier, not for both");
    assertThatThrownBy(() -> rule("acme", null, null, null, null))
        .hasMessage("a rule names a markup, a discount or an override");
    assertThatThrownBy(() -> rule("acme", null, null, null, "100.5"))
        .hasMessage("discount must be between 0 and 100 but is 100.5");
    assertThatThrownBy(() -> rule("acme", null, null, "1.00001", null))
        .hasMessage("markup has more than 4 digits after the decimal point");
    var twice = List.of(rule("acme", null, null, "1", null), rule("acme", null, null, null, "1"));
    assertThatThrownBy(() -> new TenantPriceRules(twice))
        .hasMessage("two rules hold for the same tenants and models");
  }

  private static String charge(
      List<TenantPriceRule> rules,
      String tenant,
      @Nullable String tier,
      String alias,
      @Nullable String perToken) {
    return String.valueOf(
        new TenantPriceRules(rules)
            .priceFor(tenant, tier, alias, perToken == null ? null : d(perToken), "USD")
            .charge(USAGE, PRICED));
  }

  private static BigDecimal factor(
      List<TenantPriceRule> rules, String tenant, @Nullable String tier, String alias) {
    return new TenantPriceRules(rules).priceFor(tenant, tier, alias, null, "USD").factor();
  }

  private static TenantPriceRule rule(
      @Nullable String tenant,
      @Nullable String tier,
      @Nullable String model,
      @Nullable String markup,
      @Nullable String discount) {
    return new TenantPriceRule(
        tenant,
        tier,
        model,
        markup == null ? null : d(markup),
        discount == null ? null : d(discount),
        null);
  }

  private static BigDecimal d(String decimal) {
    return new BigDecimal(decimal);
  }
}
