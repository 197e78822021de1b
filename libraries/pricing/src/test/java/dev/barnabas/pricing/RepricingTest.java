package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.pricing.Repricing.Difference;
import dev.barnabas.pricing.Repricing.Reason;
import dev.barnabas.pricing.Repricing.Repriced;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepricingTest {

  private static final Instant CALLED = Instant.parse("2026-11-20T10:00:00Z");
  private static final PriceBook OLD = book("2", "8");
  private static final PriceBook NEW = book("3", "6");
  private static final TenantPrice AS_PROVIDER = TenantPrice.ofProvider("USD");

  @Test
  void tellsTheDifferenceByMeterAndInSum() {
    var changed = changed(Repricing.of(call(OLD, 100, 10, "280"), NEW, null));

    assertThat(changed.cost()).isEqualByComparingTo("80");
    assertThat(changed.lines())
        .containsExactly(
            new Difference("input", price("3"), price("100")),
            new Difference("output", price("6"), price("-20")));
    assertThat(changed.charge()).isZero();
    assertThat(changed.firstPrice()).isFalse();
  }

  @Test
  void lowersAChargeThatFollowsTheProvidersPrice() {
    var cheaper = book("1", "8");

    var changed = changed(Repricing.of(call(OLD, 100, 10, "280"), cheaper, AS_PROVIDER));

    assertThat(changed.cost()).isEqualByComparingTo("-100");
    assertThat(changed.charge()).isEqualByComparingTo("-100");
    assertThat(changed.uncharged()).isZero();
  }

  @Test
  void neverRaisesAChargeAboveWhatItWasAtFirst() {
    var changed = changed(Repricing.of(call(OLD, 100, 10, "280"), NEW, AS_PROVIDER));

    assertThat(changed.cost()).isEqualByComparingTo("80");
    assertThat(changed.charge()).isZero();
    assertThat(changed.uncharged()).isEqualByComparingTo("80");
  }

  @Test
  void leavesAChargePerTokenAndOneWhosePriceIsUnknown() {
    var cheaper = book("1", "1");
    var perToken = TenantPrice.perToken(new BigDecimal("4"), "USD");

    assertThat(changed(Repricing.of(call(OLD, 100, 10, "440"), cheaper, perToken)).charge())
        .isZero();
    assertThat(changed(Repricing.of(call(OLD, 100, 10, "440"), cheaper, null)).charge()).isZero();
    assertThat(changed(Repricing.of(call(OLD, 100, 10, "0"), cheaper, AS_PROVIDER)).charge())
        .isZero();
  }

  @Test
  void givesAnUnpricedCallItsFirstPrice() {
    var call = call(null, 100, 10, "0");

    var changed = changed(Repricing.of(call, NEW, AS_PROVIDER));

    assertThat(changed.firstPrice()).isTrue();
    assertThat(changed.cost()).isEqualByComparingTo("360");
    assertThat(changed.charge()).isZero();
    assertThat(changed.uncharged()).isZero();
  }

  @Test
  void keepsWhatTheBookCannotPrice() {
    var other = PriceBook.of(List.of());
    var euro =
        PriceBook.of(
            List.of(
                PriceEntry.from(
                    Instant.EPOCH,
                    "alpha",
                    "gpt",
                    ModelPrice.of("EUR", BigDecimal.ONE, BigDecimal.ONE))));

    assertThat(Repricing.of(call(OLD, 100, 10, "0"), other, null))
        .isEqualTo(new Repriced.Kept(Reason.UNPRICED));
    assertThat(Repricing.of(call(OLD, 0, 0, "0"), NEW, null))
        .isEqualTo(new Repriced.Kept(Reason.NO_USAGE));
    assertThat(Repricing.of(call(OLD, 100, 10, "0"), euro, null))
        .isEqualTo(new Repriced.Kept(Reason.OTHER_CURRENCY));
    assertThat(Repricing.of(with(Map.of("images", BigDecimal.ONE)), NEW, null))
        .isEqualTo(new Repriced.Kept(Reason.OTHER_METER));
  }

  @Test
  void makesNoDifferenceByTheBookThatPricedTheCall() {
    assertThat(Repricing.of(call(OLD, 100, 10, "280"), OLD, AS_PROVIDER))
        .isEqualTo(new Repriced.Same());
  }

  @Property
  void makesNoDifferenceTwiceAndComesBackToWhatItWas(
      @ForAll @IntRange(max = 10_000) int input,
      @ForAll @IntRange(min = 1, max = 10_000) int output,
      @ForAll @IntRange(max = 50) int oldPrice,
      @ForAll @IntRange(max = 50) int newPrice,
      @ForAll boolean isCharged,
      @ForAll boolean hadContract,
      @ForAll boolean hasContract) {
    var list = hadContract ? "9" : Integer.toString(oldPrice);
    var before = hadContract ? contracted(list, oldPrice, "5") : book(list, "5");
    var listAfter = hasContract ? "8" : Integer.toString(newPrice);
    var after = hasContract ? contracted(listAfter, newPrice, "7") : book(listAfter, "7");
    long full = (long) input * oldPrice + 5L * output;
    var call = call(before, input, output, isCharged ? Long.toString(full) : "0");

    var once = metered(call, after, Repricing.of(call, after, AS_PROVIDER));

    assertThat(Repricing.of(once, after, AS_PROVIDER)).isEqualTo(new Repriced.Same());
    assertThat(sum(once.costs())).isEqualByComparingTo(once.providerCost());
    assertThat(listCost(once))
        .isEqualByComparingTo(Long.toString(input * Long.parseLong(listAfter) + 7L * output));
    assertThat(once.charge()).isLessThanOrEqualTo(once.ceiling());
    var back = metered(once, before, Repricing.of(once, before, AS_PROVIDER));
    assertThat(back.providerCost()).isEqualByComparingTo(call.providerCost());
    assertThat(back.charge()).isEqualByComparingTo(call.charge());
    assertThat(listCost(back)).isEqualByComparingTo(listCost(call));
  }

  private static BigDecimal listCost(MeteredCall call) {
    return sum(call.costs()).add(sum(call.savings()));
  }

  @Test
  void tellsTheDifferenceByTheListWhereAContractIsInvolved() {
    var contract = contracted("2", 1, "8");

    var changed = changed(Repricing.of(call(OLD, 100, 10, "280"), contract, null));

    assertThat(changed.cost()).isEqualByComparingTo("-100");
    assertThat(changed.lines())
        .containsExactly(
            new Difference("input", price("1"), price("-100"), price("2"), price("0")));
    assertThat(changed(Repricing.of(call(contract, 100, 10, "280"), OLD, null)).lines())
        .containsExactly(new Difference("input", price("2"), price("100"), null, price("0")));
  }

  @Test
  void tellsThatOnlyTheListPriceHasChanged() {
    var changed =
        changed(
            Repricing.of(
                call(contracted("2", 1, "8"), 100, 10, "0"), contracted("3", 1, "8"), null));

    assertThat(changed.cost()).isZero();
    assertThat(changed.lines())
        .containsExactly(new Difference("input", price("1"), price("0"), price("3"), price("100")));
  }

  /** The call once the difference is metered. */
  private static MeteredCall metered(MeteredCall call, PriceBook book, Repriced repriced) {
    if (!(repriced instanceof Repriced.Changed changed)) {
      return call;
    }
    var costs = new HashMap<>(call.costs());
    var savings = new HashMap<>(call.savings());
    for (var line : changed.lines()) {
      costs.merge(line.meter(), line.cost(), BigDecimal::add);
      var listCost = line.listCost();
      if (listCost != null) {
        savings.merge(line.meter(), listCost.subtract(line.cost()), BigDecimal::add);
      }
    }
    return new MeteredCall(
        call.partner(),
        call.model(),
        call.calledAt(),
        call.tier(),
        call.quantities(),
        costs,
        changed.cost().add(call.providerCost()),
        call.charge().add(changed.charge()),
        call.ceiling(),
        call.currency(),
        book.version(),
        savings);
  }

  private static MeteredCall call(
      @Nullable PriceBook book, long input, long output, String charge) {
    var usage = Usage.of(input, output, Measure.PROVIDER_REPORTED);
    var lookup =
        book == null
            ? new PriceLookup.Unpriced("alpha", "gpt")
            : book.priceOf("alpha", "gpt", CALLED);
    var quantities = new HashMap<String, BigDecimal>();
    var costs = new HashMap<String, BigDecimal>();
    var savings = new HashMap<String, BigDecimal>();
    for (var line : UsageLines.of(usage, lookup)) {
      quantities.put(line.meter(), BigDecimal.valueOf(line.quantity()));
      var cost = line.cost();
      if (cost != null) {
        costs.put(line.meter(), cost);
      }
      var listCost = line.listCost();
      if (cost != null && listCost != null) {
        savings.put(line.meter(), listCost.subtract(cost));
      }
    }
    return new MeteredCall(
        "alpha",
        "gpt",
        CALLED,
        ServiceTier.STANDARD,
        quantities,
        costs,
        book == null ? null : sum(costs),
        new BigDecimal(charge),
        new BigDecimal(charge),
        "USD",
        book == null ? null : book.version(),
        savings);
  }

  private static MeteredCall with(Map<String, BigDecimal> quantities) {
    return new MeteredCall(
        "alpha",
        "gpt",
        CALLED,
        ServiceTier.STANDARD,
        quantities,
        Map.of(),
        BigDecimal.ONE,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        "USD",
        null);
  }

  private static BigDecimal sum(Map<String, BigDecimal> costs) {
    return costs.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal price(String amount) {
    return new BigDecimal(amount).setScale(Decimals.SCALE);
  }

  private static Repriced.Changed changed(Repriced repriced) {
    assertThat(repriced).isInstanceOf(Repriced.Changed.class);
    return (Repriced.Changed) repriced;
  }

  /** A book whose contract has another price of input than its list. */
  private static PriceBook contracted(String listInput, int input, String output) {
    var list = ModelPrice.of("USD", new BigDecimal(listInput), new BigDecimal(output));
    var agreed = ModelPrice.of("USD", BigDecimal.valueOf(input), new BigDecimal(output));
    return PriceBook.of(
        List.of(
            PriceEntry.from(
                Instant.EPOCH, "alpha", "gpt", new PriceContract.Agreed(agreed).under(list))));
  }

  private static PriceBook book(String input, String output) {
    return PriceBook.of(
        List.of(
            PriceEntry.from(
                Instant.EPOCH,
                "alpha",
                "gpt",
                ModelPrice.of("USD", new BigDecimal(input), new BigDecimal(output)))));
  }
}
