package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModalitiesTest {
  private static final ModelPrice PRICE =
      ModelPrice.of(
          "USD",
          new Rates(
              d("2"),
              d("10"),
              d("1"),
              null,
              null,
              null,
              new ModalityRates(d("40"), d("3"), d("80"))));

  @Test
  void putsAudioAndImagesOnLinesOfTheirOwn() {
    var usage = report(100, 50, 0, 0, new UsageReport.Counts(60, 30, 40)).normalised().usage();

    assertThat(UsageLines.of(usage, new PriceLookup.Priced(PRICE)))
        .extracting(UsageLine::meter, UsageLine::quantity, line -> String.valueOf(line.cost()))
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                line("input", 10, "20"),
                line("audio_input", 60, "2400"),
                line("image_input", 30, "90"),
                line("output", 10, "100"),
                line("audio_output", 40, "3200")));
  }

  private static org.assertj.core.groups.Tuple line(String meter, long quantity, String cost) {
    return org.assertj.core.groups.Tuple.tuple(
        meter, quantity, new BigDecimal(cost).setScale(Decimals.SCALE).toString());
  }

  @Test
  void chargesThemAsInputAndOutputWithoutAPriceOfTheirOwn() {
    var rates = Rates.of(d("2"), d("10"));

    assertThat(rates.unitPriceOf(Meters.AUDIO_INPUT)).isEqualByComparingTo("2");
    assertThat(rates.unitPriceOf(Meters.IMAGE_INPUT)).isEqualByComparingTo("2");
    assertThat(rates.unitPriceOf(Meters.AUDIO_OUTPUT)).isEqualByComparingTo("10");
  }

  @Test
  void letsTheCacheDecideOfATokenThatIsBothAndFindsNothingWrong() {
    var normalised = report(100, 0, 70, 0, new UsageReport.Counts(60, 30, 0)).normalised();

    assertThat(normalised.usage().cachedInput()).isEqualTo(70);
    assertThat(normalised.usage().modalities()).isEqualTo(new Modalities(30, 0, 0));
    assertThat(normalised.usage().inputTokens()).isEqualTo(100);
    assertThat(normalised.anomalies()).isEmpty();
  }

  @Test
  void raisesAndNamesATotalThatIsSmallerThanItsAudioAndImages() {
    var normalised = report(80, 50, 0, 20, new UsageReport.Counts(60, 30, 40)).normalised();

    assertThat(normalised.usage().inputTokens()).isEqualTo(90);
    assertThat(normalised.usage().outputTokens()).isEqualTo(60);
    assertThat(normalised.anomalies()).containsExactly("inputTokens", "outputTokens");
    assertThat(normalised.usage().anomalies()).isEqualTo(normalised.anomalies());
  }

  @Test
  void keepsWhatTheWorkerFoundWrong() {
    var report =
        new UsageReport(
            5,
            5,
            0,
            0,
            0,
            0,
            Measure.PROVIDER_REPORTED,
            null,
            UsageReport.Counts.NONE,
            List.of("cacheWriteTokens"));

    assertThat(report.normalised().usage().at(ServiceTier.BATCH).anomalies())
        .containsExactly("cacheWriteTokens");
  }

  @Test
  void refusesPartsThatExceedTheirTotal() {
    assertThatThrownBy(() -> usage(10, 10, new Modalities(6, 5, 0)))
        .hasMessageContaining("inputTokens 10");
    assertThatThrownBy(() -> usage(10, 10, new Modalities(0, 0, 11)))
        .hasMessageContaining("outputTokens 10");
  }

  @Test
  void holdsEveryTokenAtTheDearestModality() {
    assertThat(new WorstCase(10, 5).providerCost(PRICE)).isEqualTo(Money.of("800", "USD"));
  }

  @Test
  void pricesTheLinesOfAMeteredCallAgain() {
    var call =
        new MeteredCall(
            "p",
            "m",
            Instant.EPOCH,
            ServiceTier.STANDARD,
            Map.of("input", d("10"), "audio_input", d("60"), "audio_output", d("40")),
            Map.of(),
            null,
            d("0"),
            d("0"),
            "USD",
            null);
    var book = PriceBook.of(List.of(PriceEntry.from(Instant.EPOCH, "p", "m", PRICE)));

    assertThat(Repricing.of(call, book, null))
        .isInstanceOfSatisfying(
            Repricing.Repriced.Changed.class,
            changed -> assertThat(changed.cost()).isEqualByComparingTo("5620"));
  }

  @Test
  void countsThePricesOfAudioAndImagesInTheHash() {
    var other =
        new Rates(
            d("2"), d("10"), d("1"), null, null, null, new ModalityRates(d("40"), d("3"), d("81")));

    assertThat(sha256(PRICE)).isNotEqualTo(sha256(ModelPrice.of("USD", other)));
  }

  private static String sha256(ModelPrice price) {
    return PriceBook.of(List.of(PriceEntry.from(Instant.EPOCH, "p", "m", price))).sha256();
  }

  private static UsageReport report(
      long input, long output, long cached, long reasoning, UsageReport.Counts counts) {
    return new UsageReport(
        input, output, cached, 0, 0, reasoning, Measure.PROVIDER_REPORTED, null, counts, List.of());
  }

  private static Usage usage(long input, long output, Modalities modalities) {
    return new Usage(
        input,
        output,
        0,
        0,
        0,
        0,
        Measure.PROVIDER_REPORTED,
        ServiceTier.STANDARD,
        modalities,
        List.of());
  }

  private static BigDecimal d(String decimal) {
    return new BigDecimal(decimal);
  }
}
