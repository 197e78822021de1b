package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Costs worked out by hand from the prices that providers publish (US dollars per million tokens,
 * 2026). The sum is beside each case, in millionths of a dollar.
 */
class HandCalculatedCostsTest {

  /** GPT-5: cached input a tenth, batch a half, priority double. */
  private static final ModelPrice OPENAI =
      new ModelPrice(
          "USD",
          TierPrice.of(rates("1.25", "10", "0.125", null, null, null)),
          Map.of(
              ServiceTier.BATCH, TierPrice.of(rates("0.625", "5", "0.0625", null, null, null)),
              ServiceTier.PRIORITY, TierPrice.of(rates("2.50", "20", "0.25", null, null, null))),
          null);

  /** Claude Sonnet 4.5: writes at 1.25 and 2 times the input, reads a tenth, dearer above 200k. */
  private static final ModelPrice ANTHROPIC =
      new ModelPrice(
          "USD",
          new TierPrice(
              rates("3", "15", "0.30", "3.75", "6", null),
              List.of(new ContextTier(200_000, rates("6", "22.50", "0.60", "7.50", "12", null)))),
          Map.of(
              ServiceTier.BATCH,
              new TierPrice(
                  rates("1.50", "7.50", "0.15", "1.875", "3", null),
                  List.of(
                      new ContextTier(200_000, rates("3", "11.25", "0.30", "3.75", "6", null))))),
          null);

  /** Sonar Deep Research: reasoning at a price of its own. */
  private static final ModelPrice REASONING =
      ModelPrice.of("USD", rates("2", "8", null, null, null, "3"));

  /** Sonar Pro: six dollars a thousand requests. */
  private static final ModelPrice PER_REQUEST =
      new ModelPrice(
          "USD",
          TierPrice.of(rates("3", "15", null, null, null, null)),
          Map.of(),
          new BigDecimal("0.006"));

  @ParameterizedTest
  @MethodSource("calls")
  void costsWhatTheProviderPublishes(ModelPrice price, UsageReport report, String expected) {
    var usage = report.normalised().usage();

    assertThat(UsageLines.providerCost(usage, new PriceLookup.Priced(price)))
        .isEqualTo(Money.of(expected, "USD"));
    assertThat(
            UsageLines.of(usage, new PriceLookup.Priced(price)).stream()
                .map(UsageLine::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(expected);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        argumentSet(
            "OpenAI, cached and reasoning: 4,000 × 1.25 + 8,000 × 0.125 + 3,000 × 10",
            OPENAI,
            openAi(12_000, 8_000, 3_000, 2_200, "default"),
            "0.036"),
        argumentSet(
            "OpenAI, batch: 4,000 × 0.625 + 8,000 × 0.0625 + 3,000 × 5",
            OPENAI,
            openAi(12_000, 8_000, 3_000, 2_200, "batch"),
            "0.018"),
        argumentSet(
            "OpenAI, priority: 4,000 × 2.5 + 8,000 × 0.25 + 3,000 × 20",
            OPENAI,
            openAi(12_000, 8_000, 3_000, 2_200, "priority"),
            "0.072"),
        argumentSet(
            "Anthropic, both caches: 1,200 × 3 + 10,000 × 0.3 + 2,000 × 3.75 + 500 × 6 + 800 × 15",
            ANTHROPIC,
            anthropic(1_200, 10_000, 2_000, 500, 800, "standard"),
            "0.0291"),
        argumentSet(
            "Anthropic, exactly 200,000: 140,000 × 3 + 60,000 × 0.3 + 1,000 × 15",
            ANTHROPIC,
            anthropic(140_000, 60_000, 0, 0, 1_000, null),
            "0.453"),
        argumentSet(
            "Anthropic, one token more: 140,001 × 6 + 60,000 × 0.6 + 1,000 × 22.5",
            ANTHROPIC,
            anthropic(140_001, 60_000, 0, 0, 1_000, null),
            "0.898506"),
        argumentSet(
            "Anthropic, long and batch: 150,000 × 3 + 60,000 × 0.3 + 1,000 × 11.25",
            ANTHROPIC,
            anthropic(150_000, 60_000, 0, 0, 1_000, "batch"),
            "0.47925"),
        argumentSet(
            "reasoning apart: 1,000 × 2 + 500 × 8 + 20,000 × 3",
            REASONING,
            openAi(1_000, 0, 20_500, 20_000, null),
            "0.066"),
        argumentSet(
            "per request: 500 × 3 + 200 × 15 + 6,000",
            PER_REQUEST,
            openAi(500, 0, 200, 0, null),
            "0.0105"));
  }

  @ParameterizedTest
  @MethodSource("worstCases")
  void holdsTheDearestThatACallCanCost(ModelPrice price, WorstCase worst, String expected) {
    assertThat(worst.providerCost(price)).isEqualTo(Money.of(expected, "USD"));
  }

  static Stream<Arguments> worstCases() {
    return Stream.of(
        argumentSet(
            "OpenAI at priority: 10,000 × 2.5 + 1,000 × 20",
            OPENAI,
            new WorstCase(10_000, 1_000),
            "0.045"),
        argumentSet(
            "Anthropic, all written for an hour: 10,000 × 6 + 1,000 × 15",
            ANTHROPIC,
            new WorstCase(10_000, 1_000),
            "0.075"),
        argumentSet(
            "Anthropic, above the threshold: 250,000 × 12 + 1,000 × 22.5",
            ANTHROPIC,
            new WorstCase(250_000, 1_000),
            "3.0225"),
        argumentSet(
            "every token a dear visible one: 1,000 × 2 + 1,000 × 8",
            REASONING,
            new WorstCase(1_000, 1_000),
            "0.01"));
  }

  /** Prompt tokens include cached ones, completion tokens include reasoning. */
  private static UsageReport openAi(
      long prompt, long cached, long completion, long reasoning, @Nullable String tier) {
    return new UsageReport(
        prompt, completion, cached, 0, 0, reasoning, Measure.PROVIDER_REPORTED, tier);
  }

  /** Input, cache reads and cache writes are disjoint; the adapter adds them up. */
  private static UsageReport anthropic(
      long input, long read, long writeShort, long writeLong, long output, @Nullable String tier) {
    return new UsageReport(
        input + read + writeShort + writeLong,
        output,
        read,
        writeShort,
        writeLong,
        0,
        Measure.PROVIDER_REPORTED,
        tier);
  }

  private static Rates rates(
      String input,
      String output,
      @Nullable String cached,
      @Nullable String write,
      @Nullable String writeLong,
      @Nullable String reasoning) {
    return new Rates(
        perToken(input),
        perToken(output),
        optional(cached),
        optional(write),
        optional(writeLong),
        optional(reasoning));
  }

  private static BigDecimal perToken(String perMillion) {
    return new BigDecimal(perMillion).movePointLeft(6);
  }

  private static @Nullable BigDecimal optional(@Nullable String perMillion) {
    return perMillion == null ? null : perToken(perMillion);
  }
}
