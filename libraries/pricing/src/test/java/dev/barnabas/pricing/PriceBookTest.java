package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceBookTest {

  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
  private static final ModelPrice OLD = price("0.000003", "0.000015");
  private static final ModelPrice NEW = price("0.000002", "0.000010");

  @Test
  void findsThePriceThatHoldsAtTheInstant() {
    var book = PriceBook.of(List.of(from(JUNE, NEW), from(NEW_YEAR, OLD)));

    assertThat(priceAt(book, JUNE.minusNanos(1))).isEqualTo(new PriceLookup.Priced(OLD));
    assertThat(priceAt(book, JUNE)).isEqualTo(new PriceLookup.Priced(NEW));
  }

  @Test
  void saysUnpricedBeforeTheFirstEntry() {
    assertThat(priceAt(PriceBook.of(List.of(from(JUNE, NEW))), NEW_YEAR))
        .isEqualTo(new PriceLookup.Unpriced("partner-alpha", "gpt"));
  }

  @Test
  void saysUnpricedOnceTheLastEntryHasEnded() {
    var ended = new PriceEntry("partner-alpha", "gpt", JUNE, JULY, NEW);
    var book = PriceBook.of(List.of(from(NEW_YEAR, OLD), ended));

    assertThat(priceAt(book, JULY.minusNanos(1))).isEqualTo(new PriceLookup.Priced(NEW));
    assertThat(priceAt(book, JULY)).isInstanceOf(PriceLookup.Unpriced.class);
  }

  @Test
  void saysUnpricedForAnotherPartnersModel() {
    assertThat(PriceBook.of(List.of(from(NEW_YEAR, OLD))).priceOf("partner-beta", "gpt", JUNE))
        .isEqualTo(new PriceLookup.Unpriced("partner-beta", "gpt"));
  }

  @Test
  void refusesTwoPricesAtOneInstant() {
    assertThatThrownBy(() -> PriceBook.of(List.of(from(JUNE, NEW), from(JUNE, OLD))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two prices of partner-alpha/gpt hold at 2026-06-01T00:00:00Z");
    var overlapping = new PriceEntry("partner-alpha", "gpt", NEW_YEAR, JULY, OLD);
    assertThatThrownBy(() -> PriceBook.of(List.of(overlapping, from(JUNE, NEW))))
        .hasMessageContaining("two prices of partner-alpha/gpt");
  }

  @Test
  void refusesAGapBetweenTwoPeriods() {
    var first = new PriceEntry("partner-alpha", "gpt", NEW_YEAR, JUNE, OLD);
    var other = from(NEW_YEAR, "other", NEW);

    assertThat(PriceBook.breaks(List.of(from(JULY, NEW), other, first)))
        .containsExactly(
            new PriceBook.Break(
                0,
                "no price of partner-alpha/gpt holds from 2026-06-01T00:00:00Z to"
                    + " 2026-07-01T00:00:00Z"));
    assertThat(PriceBook.breaks(List.of(from(JUNE, NEW), other, first))).isEmpty();
    assertThatThrownBy(() -> PriceBook.of(List.of(first, from(JULY, NEW))))
        .hasMessageContaining("no price of partner-alpha/gpt holds from");
  }

  @Test
  void hashesThePricesAndNotTheirSpelling() {
    var book = PriceBook.of(List.of(from(NEW_YEAR, OLD), from(JUNE, NEW)));
    var respelt =
        PriceBook.of(List.of(from(JUNE, NEW), from(NEW_YEAR, price("0.00000300", "0.000015"))));

    assertThat(respelt.sha256()).isEqualTo(book.sha256());
    assertThat(respelt.version()).isEqualTo(book.sha256().substring(0, 12));
    assertThat(PriceBook.named("autumn", respelt.entries()).version())
        .isEqualTo("autumn@" + book.sha256().substring(0, 12));
  }

  @Test
  void hashesToAnotherValueWhenAPriceMovesToAnotherMeter() {
    var asOutput = PriceBook.of(List.of(from(NEW_YEAR, price("0.1", "0.2"))));
    var swapped = PriceBook.of(List.of(from(NEW_YEAR, price("0.2", "0.1"))));

    assertThat(swapped.sha256()).isNotEqualTo(asOutput.sha256());
  }

  /** The expected value was computed by another program, from the description in CanonicalForm. */
  @Test
  void hashesTheDocumentedCanonicalForm() {
    assertThat(book(documented()).sha256())
        .isEqualTo("f98f40993642b3bd8572a7edd6243d92b60c06661cc4d99e88bf47a76a79608f");
  }

  private static PriceBook book(ModelPrice price) {
    return PriceBook.of(List.of(new PriceEntry("partner-alpha", "gpt", NEW_YEAR, JULY, price)));
  }

  private static ModelPrice documented() {
    var audio = new ModalityRates(d("0.00004"), null, d("0.00008"));
    var rates = new Rates(d("0.0000025"), d("0.00001"), d("0.00000125"), null, null, null, audio);
    var longer = new ContextTier(200_000, Rates.of(d("0.000005"), d("0.00002")));
    var batch = TierPrice.of(Rates.of(d("0.00000125"), d("0.000005")));
    return new ModelPrice(
        "USD",
        new TierPrice(rates, List.of(longer)),
        Map.of(ServiceTier.BATCH, batch),
        d("0.0050"));
  }

  /** Computed by the same other program. */
  @Test
  void hashesAContractAndTheListPriceItReplaces() {
    var contract = new PriceContract.Discount(d("20")).under(documented());
    var none = new PriceContract.Discount(d("0")).under(documented());

    assertThat(book(contract).sha256())
        .isEqualTo("74ae976c95cc4571bc20c44cbde39b357411dacb3067e3b238f0e771493f9a73");
    assertThat(book(none).sha256()).isNotEqualTo(book(documented()).sha256());
  }

  @Test
  void namesThePriceThatIsOutOfBounds() {
    assertThatThrownBy(() -> price("-1", "0")).hasMessageContaining("input must be between 0 and");
    assertThatThrownBy(() -> price("0", "1000001")).hasMessageContaining("output must be between");
  }

  private static PriceLookup priceAt(PriceBook book, Instant at) {
    return book.priceOf("partner-alpha", "gpt", at);
  }

  private static BigDecimal d(String decimal) {
    return new BigDecimal(decimal);
  }

  private static PriceEntry from(Instant from, String model, ModelPrice price) {
    return PriceEntry.from(from, "partner-alpha", model, price);
  }

  private static PriceEntry from(Instant from, ModelPrice price) {
    return PriceEntry.from(from, "partner-alpha", "gpt", price);
  }

  private static ModelPrice price(String input, String output) {
    return ModelPrice.of("USD", new BigDecimal(input), new BigDecimal(output));
  }
}
