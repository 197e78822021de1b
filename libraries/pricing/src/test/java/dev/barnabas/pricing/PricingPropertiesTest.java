package dev.barnabas.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

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
    var expected =
        price
            .input()
            .multiply(BigDecimal.valueOf(usage.plainInput()))
            .add(
                price.unitPriceOf("cached_input").multiply(BigDecimal.valueOf(usage.cachedInput())))
            .add(
                price
                    .unitPriceOf("cache_write_short")
                    .multiply(BigDecimal.valueOf(usage.cacheWriteShort())))
            .add(
                price
                    .unitPriceOf("cache_write_long")
                    .multiply(BigDecimal.valueOf(usage.cacheWriteLong())))
            .add(price.output().multiply(BigDecimal.valueOf(usage.visibleOutput())))
            .add(price.unitPriceOf("reasoning").multiply(BigDecimal.valueOf(usage.reasoning())))
            .add(price.unitPriceOf("request"));

    assertThat(UsageLines.providerCost(usage, new PriceLookup.Priced(price)))
        .isEqualTo(new Money(expected, "USD"));
  }

  @Property
  void neverCostsMoreThanTheWorstCase(
      @ForAll("usages") Usage usage, @ForAll("prices") ModelPrice price) {
    var worst = new WorstCase(usage.inputTokens(), usage.outputTokens());
    var cost = UsageLines.providerCost(usage, new PriceLookup.Priced(price));
    var tenantPrice = new TenantPrice(price.input(), "USD");

    assertThat(cost).isNotNull().isLessThanOrEqualTo(worst.providerCost(price));
    assertThat(tenantPrice.charge(usage)).isLessThanOrEqualTo(worst.charge(tenantPrice));
  }

  @Property
  void neverChargesMoreThanTheHoldAndLosesNothing(
      @ForAll @LongRange(min = 0, max = 1_000_000) long actual,
      @ForAll @LongRange(min = 0, max = 1_000_000) long held,
      @ForAll("unitPrices") BigDecimal costPerToken) {
    var price = new TenantPrice(costPerToken, "EUR");

    var charge = Charge.settle(actual, price.charge(actual), held, price.charge(held));

    assertThat(charge.tokens()).isLessThanOrEqualTo(held);
    assertThat(charge.money()).isLessThanOrEqualTo(price.charge(held));
    assertThat(charge.tokens() + charge.excessTokens()).isEqualTo(actual);
    assertThat(charge.money().plus(charge.excessMoney())).isEqualTo(price.charge(actual));
    assertThat(charge.exceedsHold()).isEqualTo(actual > held);
  }

  @Property
  void boundsALongerPromptByAtLeastAsMuch(
      @ForAll("bounds") TokenBound bound,
      @ForAll @LongRange(min = 0, max = 1_000_000) long bytes,
      @ForAll @IntRange(min = 0, max = 1_000) int messages,
      @ForAll @IntRange(min = 0, max = 100) int tools) {
    long tokens = bound.promptTokens(new PromptSize(bytes, messages, tools));

    assertThat(tokens)
        .isGreaterThanOrEqualTo(bytes)
        .isLessThanOrEqualTo(bound.promptTokens(new PromptSize(bytes + 1, messages, tools)))
        .isLessThanOrEqualTo(bound.promptTokens(new PromptSize(bytes, messages + 1, tools)))
        .isLessThanOrEqualTo(bound.promptTokens(new PromptSize(bytes, messages, tools + 1)));
  }

  @Property
  void coversWhatAProviderCounted(
      @ForAll("bounds") TokenBound bound,
      @ForAll @LongRange(min = 1_000, max = 100_000) long bytes,
      @ForAll @LongRange(min = 0, max = 100_000) long counted) {
    var size = new PromptSize(bytes, 1, 0);

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
    var report = new UsageReport(input, output, cached, 0, 0, reasoning, Measure.PROVIDER_REPORTED);

    var normalised = report.normalised();

    assertThat(normalised.isSound())
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

  @Provide
  Arbitrary<Usage> usages() {
    var part = Arbitraries.longs().between(0, 100_000_000L);
    return Combinators.combine(part, part, part, part, part, part)
        .as((plain, visible, cached, writeShort, writeLong, reasoning) ->
            new Usage(
                plain + cached + writeShort + writeLong,
                visible + reasoning,
                cached,
                writeShort,
                writeLong,
                reasoning,
                Measure.PROVIDER_REPORTED));
  }

  @Provide
  Arbitrary<ModelPrice> prices() {
    var price = unitPrices();
    var optional = unitPrices().injectNull(0.3);
    return Combinators.combine(price, price, optional, optional, optional, optional, optional)
        .as((input, output, cached, write, writeLong, reasoning, request) ->
            new ModelPrice("USD", input, output, cached, write, writeLong, reasoning, request));
  }

  @Provide
  Arbitrary<BigDecimal> unitPrices() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(18);
  }

  @Provide
  Arbitrary<TokenBound> bounds() {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.ONE, BigDecimal.TWO)
        .ofScale(4)
        .map(TokenBound.ofDefaults()::withSafetyFactor);
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12);
  }
}
