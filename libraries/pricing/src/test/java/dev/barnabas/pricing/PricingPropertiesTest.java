package dev.barnabas.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

class PricingPropertiesTest {

  @Property
  void putsEveryTokenOnExactlyOneLine(
      @ForAll("usages") Usage usage, @ForAll("prices") ModelPrice price) {
    var lines = UsageLines.of(usage, new PriceLookup.Priced(price));

    assertThat(
            lines.stream()
                .filter(line -> !line.meter().equals(Meters.REQUEST))
                .mapToLong(UsageLine::quantity)
                .sum())
        .isEqualTo(usage.totalTokens());
    var meters = lines.stream().map(UsageLine::meter).toList();
    assertThat(new HashSet<>(meters)).hasSameSizeAs(meters);
  }

  @Property
  void addsUpTheCostExactly(@ForAll("usages") Usage usage, @ForAll("prices") ModelPrice price) {
    var cost = UsageLines.providerCost(usage, new PriceLookup.Priced(price));
    var rates = price.rates(usage.tier(), usage.inputTokens());

    if (rates.isEmpty()) {
      assertThat(cost).isNull();
      return;
    }
    var expected =
        times(rates.get().input(), usage.plainInput())
            .add(times(rates.get().unitPriceOf("cached_input"), usage.cachedInput()))
            .add(times(rates.get().unitPriceOf("cache_write_short"), usage.cacheWriteShort()))
            .add(times(rates.get().unitPriceOf("cache_write_long"), usage.cacheWriteLong()))
            .add(times(rates.get().unitPriceOf("audio_input"), usage.modalities().audioInput()))
            .add(times(rates.get().unitPriceOf("image_input"), usage.modalities().imageInput()))
            .add(times(rates.get().output(), usage.visibleOutput()))
            .add(times(rates.get().unitPriceOf("audio_output"), usage.modalities().audioOutput()))
            .add(times(rates.get().unitPriceOf("reasoning"), usage.reasoning()))
            .add(price.perRequest() == null ? BigDecimal.ZERO : price.perRequest());
    assertThat(cost).isEqualTo(new Money(expected, "USD"));
  }

  @Property
  void costsTheListPriceLessTheDiscountExactly(
      @ForAll("usages") Usage usage,
      @ForAll("listPrices") ModelPrice list,
      @ForAll("percents") BigDecimal percent) {
    var contracted = new PriceLookup.Priced(new PriceContract.Discount(percent).under(list));
    var factor = BigDecimal.ONE.subtract(percent.movePointLeft(2));

    var atList = UsageLines.providerCost(usage, new PriceLookup.Priced(list));
    var cost = UsageLines.providerCost(usage, contracted);

    if (atList == null || cost == null) {
      assertThat(cost).isNull();
      assertThat(atList).isNull();
      return;
    }
    assertThat(cost.amount()).isEqualByComparingTo(atList.amount().multiply(factor));
    var lines = UsageLines.of(usage, contracted);
    assertThat(sum(lines, UsageLine::listCost)).isEqualByComparingTo(atList.amount());
    assertThat(sum(lines, UsageLine::cost)).isEqualByComparingTo(cost.amount());
    var worst = new WorstCase(usage.inputTokens(), usage.outputTokens());
    assertThat(worst.providerCost(contracted.price()).amount())
        .isEqualByComparingTo(worst.providerCost(list).amount().multiply(factor));
  }

  private static BigDecimal sum(
      List<UsageLine> lines, Function<UsageLine, @Nullable BigDecimal> part) {
    var sum = BigDecimal.ZERO;
    for (var line : lines) {
      var amount = part.apply(line);
      sum = amount == null ? sum : sum.add(amount);
    }
    return sum;
  }

  private static BigDecimal times(BigDecimal price, long quantity) {
    return price.multiply(BigDecimal.valueOf(quantity));
  }

  @Property
  void neverCostsMoreThanTheWorstCaseOfAnyLargerBound(
      @ForAll("usages") Usage usage,
      @ForAll("prices") ModelPrice price,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long moreInput,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long moreOutput) {
    var worst = new WorstCase(usage.inputTokens() + moreInput, usage.outputTokens() + moreOutput);

    var cost = UsageLines.providerCost(usage, new PriceLookup.Priced(price));

    if (cost != null) {
      assertThat(cost).isLessThanOrEqualTo(worst.providerCost(price));
    }
  }

  @Property
  void neverChargesATenantMoreThanItsWorstCase(
      @ForAll("usages") Usage usage,
      @ForAll("lookups") PriceLookup lookup,
      @ForAll("tenantPrices") TenantPrice price,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long moreInput,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long moreOutput) {
    var worst = new WorstCase(usage.inputTokens() + moreInput, usage.outputTokens() + moreOutput);

    var held = price.worst(worst, lookup);
    var charge = price.charge(usage, lookup);

    assertThat(held == null).isEqualTo(charge == null).isEqualTo(!price.isKnown(lookup));
    if (held != null && charge != null) {
      assertThat(charge).isLessThanOrEqualTo(held);
    }
  }

  @Property
  void sumsUpOneBookWhateverTheOrderOfItsEntries(
      @ForAll("prices") ModelPrice one, @ForAll("prices") ModelPrice other) {
    var noon = Instant.parse("2026-01-01T12:00:00Z");
    var first = new PriceEntry("a", "m", Instant.EPOCH, noon, one);
    var second = PriceEntry.from(noon, "a", "m", other);
    var third = PriceEntry.from(noon, "b", "m", other);
    var book = PriceBook.of(List.of(first, second, third));

    assertThat(PriceBook.of(List.of(third, second, first)).sha256()).isEqualTo(book.sha256());
    assertThat(book.priceOf("a", "m", noon.minusNanos(1))).isEqualTo(new PriceLookup.Priced(one));
    assertThat(book.priceOf("a", "m", noon)).isEqualTo(new PriceLookup.Priced(other));
    if (!one.equals(other)) {
      var changed = PriceEntry.from(noon, "b", "m", one);
      assertThat(PriceBook.of(List.of(first, second, changed)).sha256())
          .isNotEqualTo(book.sha256());
    }
  }

  @Property
  void boundsALongerPromptByAtLeastAsMuch(
      @ForAll("bounds") TokenBound bound,
      @ForAll @LongRange(min = 0, max = 1_000_000) long bytes,
      @ForAll @IntRange(min = 0, max = 1_000) int messages,
      @ForAll @IntRange(min = 0, max = 100) int tools) {
    long tokens = bound.promptTokens(size(bytes, messages, tools));

    assertThat(tokens)
        .isGreaterThanOrEqualTo(bytes)
        .isLessThanOrEqualTo(bound.promptTokens(size(bytes + 1, messages, tools)))
        .isLessThanOrEqualTo(bound.promptTokens(size(bytes, messages + 1, tools)))
        .isLessThanOrEqualTo(bound.promptTokens(size(bytes, messages, tools + 1)));
  }

  private static PromptSize size(long bytes, int messages, int tools) {
    return new PromptSize(bytes, messages, tools, 1, 1);
  }

  @Property
  void coversWhatAProviderCounted(
      @ForAll("bounds") TokenBound bound,
      @ForAll @LongRange(min = 1_000, max = 100_000) long bytes,
      @ForAll @LongRange(min = 0, max = 100_000) long counted) {
    var size = size(bytes, 1, 0);

    var covering = bound.covering(size, counted);

    assertThat(covering.promptTokens(size)).isGreaterThanOrEqualTo(counted);
    assertThat(covering.safetyFactor()).isGreaterThanOrEqualTo(bound.safetyFactor());
  }

  @Property
  void countsAtLeastTheBytesOfTheEncodedText(@ForAll @StringLength(max = 200) String text) {
    long encoded = text.getBytes(UTF_8).length;
    boolean isWellFormed = UTF_8.newEncoder().canEncode(text);

    assertThat(PromptSize.utf8Bytes(text)).isGreaterThanOrEqualTo(encoded);
    if (isWellFormed) {
      assertThat(PromptSize.utf8Bytes(text)).isEqualTo(encoded);
    }
  }

  @Property
  void readsAnyReportWithoutLosingAReportedPart(
      @ForAll long input, @ForAll long output, @ForAll long cached, @ForAll long reasoning) {
    var report =
        new UsageReport(input, output, cached, 0, 0, reasoning, Measure.PROVIDER_REPORTED, "flex");

    var normalised = report.normalised();

    assertThat(normalised.anomalies().isEmpty())
        .isEqualTo(
            input >= cached
                && output >= reasoning
                && cached >= 0
                && reasoning >= 0
                && input <= Usage.MAX_TOKENS
                && output <= Usage.MAX_TOKENS
                && cached <= Usage.MAX_TOKENS / 3
                && reasoning <= Usage.MAX_TOKENS / 3);
  }

  @Property
  void givesOneIdToOneEventOnly(
      @ForAll("ids") String tenant,
      @ForAll("ids") String correlation,
      @ForAll("ids") String call,
      @ForAll @IntRange(min = 0, max = 50) int seq) {
    var id = EventId.of(tenant, correlation, call, "USAGE", seq);

    assertThat(id)
        .matches("[0-9a-f]{64}")
        .isEqualTo(EventId.of(tenant, correlation, call, "USAGE", seq));
    assertThat(id)
        .isNotEqualTo(EventId.of(tenant, correlation, call, "REVERSAL", seq))
        .isNotEqualTo(EventId.of(tenant, correlation, call, "USAGE", seq + 1))
        .isNotEqualTo(EventId.of(tenant + "x", correlation, call, "USAGE", seq))
        .isNotEqualTo(EventId.of(tenant, correlation + call, "", "USAGE", seq));
  }

  /** Small and large counts, at every tier, so that every context tier is met and missed. */
  @Provide
  Arbitrary<Usage> usages() {
    var part =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 100), Arbitraries.longs().between(0, 100_000_000L));
    var modalities = Combinators.combine(part, part, part).as(Modalities::new);
    return Combinators.combine(
            part, part, part, part, part, part, modalities, Arbitraries.of(ServiceTier.class))
        .as((plain, visible, cached, writeShort, writeLong, reasoning, other, tier) ->
            new Usage(
                plain + cached + writeShort + writeLong + other.input(),
                visible + reasoning + other.audioOutput(),
                cached,
                writeShort,
                writeLong,
                reasoning,
                Measure.PROVIDER_REPORTED,
                tier,
                other,
                List.of()));
  }

  @Provide
  Arbitrary<ModelPrice> prices() {
    return modelPrices(unitPrices());
  }

  /** Prices with digits to spare for a discount of four decimals. */
  @Provide
  Arbitrary<ModelPrice> listPrices() {
    return modelPrices(unitPricesOf(12));
  }

  @Provide
  Arbitrary<BigDecimal> percents() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal(100)).ofScale(4);
  }

  private static Arbitrary<ModelPrice> modelPrices(Arbitrary<BigDecimal> unit) {
    var tiers =
        Arbitraries.maps(
                Arbitraries.of(ServiceTier.BATCH, ServiceTier.FLEX, ServiceTier.PRIORITY),
                tierPrices(unit))
            .ofMaxSize(3);
    return Combinators.combine(tierPrices(unit), tiers, unit.injectNull(0.5))
        .as((standard, others, request) -> new ModelPrice("USD", standard, others, request));
  }

  private static Arbitrary<TierPrice> tierPrices(Arbitrary<BigDecimal> unit) {
    var thresholds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 200), Arbitraries.longs().between(1, 300_000_000L));
    var context =
        Arbitraries.maps(thresholds, rates(unit))
            .ofMaxSize(3)
            .map(byThreshold ->
                byThreshold.entrySet().stream()
                    .map(tier -> new ContextTier(tier.getKey(), tier.getValue()))
                    .toList());
    return Combinators.combine(rates(unit), context).as(TierPrice::new);
  }

  private static Arbitrary<Rates> rates(Arbitrary<BigDecimal> unit) {
    var optional = unit.injectNull(0.3);
    var modalities = Combinators.combine(optional, optional, optional).as(ModalityRates::new);
    return Combinators.combine(unit, unit, optional, optional, optional, optional, modalities)
        .as(Rates::new);
  }

  @Provide
  Arbitrary<PriceLookup> lookups() {
    return prices()
        .<PriceLookup>map(PriceLookup.Priced::new)
        .injectNull(0.1)
        .map(priced -> priced == null ? new PriceLookup.Unpriced("p", "m") : priced);
  }

  @Provide
  Arbitrary<TenantPrice> tenantPrices() {
    var percent =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal(100)).ofScale(4);
    var rules =
        Combinators.combine(
                percent.injectNull(0.3), percent.injectNull(0.3), unitPrices().injectNull(0.8))
            .as((markup, discount, override) ->
                markup == null && discount == null && override == null
                    ? List.<TenantPriceRule>of()
                    : List.of(new TenantPriceRule(null, null, null, markup, discount, override)))
            .map(TenantPriceRules::new);
    return Combinators.combine(rules, unitPrices().injectNull(0.5))
        .as((rule, perToken) -> rule.priceFor("t", null, "alias", perToken, "USD"));
  }

  @Provide
  Arbitrary<BigDecimal> unitPrices() {
    return unitPricesOf(18);
  }

  private static Arbitrary<BigDecimal> unitPricesOf(int scale) {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(scale);
  }

  @Provide
  Arbitrary<TokenBound> bounds() {
    var factors = Arbitraries.bigDecimals().between(BigDecimal.ONE, BigDecimal.TWO).ofScale(4);
    return Combinators.combine(Arbitraries.of(TokenFamily.class), factors)
        .as((family, factor) -> family.bound().withSafetyFactor(factor));
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12);
  }
}
