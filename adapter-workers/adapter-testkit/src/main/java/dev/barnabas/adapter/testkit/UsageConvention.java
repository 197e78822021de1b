package dev.barnabas.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barnabas.adapter.ReportedUsage;
import dev.barnabas.adapter.TokenUsage;
import dev.barnabas.pricing.Measure;
import dev.barnabas.pricing.Money;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.pricing.PriceEntry;
import dev.barnabas.pricing.PriceLookup;
import dev.barnabas.pricing.Usage;
import dev.barnabas.pricing.UsageLine;
import dev.barnabas.pricing.UsageLines;
import dev.barnabas.pricing.UsageReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How an adapter reads its provider's usage, held to answers whose cost somebody worked out by
 * hand. A case is a JSON file in {@code src/test/resources/usage}; another file needs no code:
 *
 * <pre>{@code
 * {"source": "whose prices, and of when",
 *  "prices": {"input": "2.50", "cached_input": "1.25", "output": "10.00", "batch": {...}},
 *  "response": {"usage": {...}},
 *  "lines": {"input": "4000 × 2.50 = 0.01", ...},
 *  "cost": "0.035",
 *  "anomalies": ["inputTokens"]}
 * }</pre>
 *
 * Prices are in US dollars per million tokens, by the keys of a price book. Every decimal is a
 * text.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UsageConvention {
  private static final Path DIRECTORY = Path.of("src/test/resources/usage");

  /** The adapter's reading of an answer. */
  protected abstract Optional<ReportedUsage> usage(JsonNode body);

  List<UsageFixture> fixtures() {
    return UsageFixture.in(DIRECTORY);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void meansTheLinesAndCostsWhatWasWorkedOutByHand(UsageFixture fixture) {
    ReportedUsage reported = usage(fixture.body()).orElseThrow();
    Usage usage = normalised(reported.usage());
    PriceLookup price = looked(fixture);

    List<UsageLine> lines = UsageLines.of(usage, price);

    assertThat(lines)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("cost", "unitPrice")
        .containsExactlyElementsOf(fixture.sums().stream().map(UsageConvention::line).toList());
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i).unitPrice()).isEqualByComparingTo(fixture.sums().get(i).unitPrice());
      assertThat(lines.get(i).cost()).isEqualByComparingTo(fixture.sums().get(i).amount());
    }
    assertThat(lines.stream().mapToLong(UsageLine::quantity).sum()).isEqualTo(usage.totalTokens());
    assertThat(UsageLines.providerCost(usage, price)).isEqualTo(new Money(fixture.cost(), "USD"));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void namesWhatOfTheReportCannotBeAndKeepsTheReport(UsageFixture fixture) {
    ReportedUsage reported = usage(fixture.body()).orElseThrow();

    assertThat(normalised(reported.usage()).anomalies()).isEqualTo(fixture.anomalies());
    assertThat(reported.rawJson()).isEqualTo(fixture.body().get("usage").toString());
  }

  private static UsageLine line(UsageFixture.Sum sum) {
    return new UsageLine(sum.meter(), sum.quantity(), Measure.PROVIDER_REPORTED, null, null);
  }

  private static PriceLookup looked(UsageFixture fixture) {
    PriceBook book =
        PriceBook.of(List.of(PriceEntry.from(Instant.EPOCH, "partner", "model", fixture.price())));
    return book.priceOf("partner", "model", Instant.EPOCH);
  }

  /** What broker-app makes of it. */
  private static Usage normalised(TokenUsage usage) {
    return new UsageReport(
            usage.inputTokens(),
            usage.outputTokens(),
            usage.cachedInputTokens(),
            usage.cacheWriteTokens(),
            usage.cacheWriteLongTokens(),
            usage.reasoningTokens(),
            Measure.valueOf(usage.measure().name()),
            usage.serviceTier(),
            new UsageReport.Counts(
                usage.modalities().audioInputTokens(),
                usage.modalities().imageInputTokens(),
                usage.modalities().audioOutputTokens()),
            usage.anomalies())
        .normalised()
        .usage();
  }
}
