package dev.barnabas.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapacityChargesTest {

  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @Test
  void chargesEveryHourOfAMonthWhetherItIsUsedOrNot() {
    var charges = charges(NOVEMBER, hourly("1.00", "50", null, null));

    assertThat(charges.keySet())
        .containsExactly(new CapacityAccount("platform", "ptu", "azure", "gpt-5", "CC-1", "USD"));
    assertThat(line(charges))
        .satisfies(line -> {
          assertThat(line.price().meter()).isEqualTo("capacity_hour");
          assertThat(line.quantity()).isEqualByComparingTo("36000");
          assertThat(line.cost()).isEqualByComparingTo("36000");
        });
    assertThat(line(charges(YearMonth.of(2026, 10), hourly("1.00", "50", null, null))).quantity())
        .isEqualByComparingTo("37200");
  }

  @Test
  void chargesFromTheFirstInstantToTheLastOfAPeriod() {
    var charges =
        charges(NOVEMBER, hourly("0.25", "2.5", "2026-11-10T06:00:00Z", "2026-11-10T10:30:00Z"));

    assertThat(line(charges).quantity()).isEqualByComparingTo("11.25");
    assertThat(line(charges).cost()).isEqualByComparingTo("2.8125");
  }

  @Test
  void roundsAnEdgeInsideAnHourAtTheNinthDigitSoThatPeriodsThatFollowSumExactly() {
    var first = hourly("1", "1", "2026-11-10T00:00:00Z", "2026-11-10T00:20:00Z");
    var second = hourly("2", "1", "2026-11-10T00:20:00Z", "2026-11-10T01:00:00Z");

    assertThat(line(charges(NOVEMBER, first)).quantity()).isEqualByComparingTo("0.333333333");
    assertThat(line(charges(NOVEMBER, second)).quantity()).isEqualByComparingTo("0.666666667");
  }

  @Test
  void chargesAMonthlyFeeOnceAndAPartOfAMonthByItsDays() {
    assertThat(line(charges(NOVEMBER, monthly("30000", null, null))).cost())
        .isEqualByComparingTo("30000");
    assertThat(line(charges(NOVEMBER, monthly("30000", "2026-11-16T00:00:00Z", null))).quantity())
        .isEqualByComparingTo("0.5");
    assertThat(line(charges(NOVEMBER, monthly("30000", "2026-11-21T00:00:00Z", null))))
        .satisfies(line -> {
          assertThat(line.quantity()).isEqualByComparingTo("0.333333333");
          assertThat(line.cost()).isEqualByComparingTo("9999.99999");
        });
    assertThat(
            line(charges(
                    YearMonth.of(2028, 2),
                    monthly("29", "2028-02-01T00:00:00Z", "2028-02-02T00:00:00Z")))
                .quantity())
        .isEqualByComparingTo("0.034482759");
  }

  @Test
  void chargesNothingOutsideOfThePeriod() {
    var november = hourly("1", "1", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z");

    assertThat(charges(YearMonth.of(2026, 10), november)).isEmpty();
    assertThat(charges(YearMonth.of(2026, 12), november)).isEmpty();
    assertThat(line(charges(NOVEMBER, november)).quantity()).isEqualByComparingTo("720");
  }

  @Test
  void endsAnOpenPeriodWhereTheNextOfItsNameBegins() {
    var charges =
        charges(
            NOVEMBER,
            hourly("1.10", "50", "2026-11-16T00:00:00Z", null),
            hourly("1.00", "50", null, null));

    assertThat(charges.values())
        .singleElement()
        .satisfies(lines ->
            assertThat(lines)
                .extracting(line -> line.quantity().stripTrailingZeros().toPlainString())
                .containsExactly("18000", "18000"));
  }

  @Test
  void chargesAPriceOfZero() {
    assertThat(line(charges(NOVEMBER, hourly("0", "1", null, null))))
        .satisfies(line -> {
          assertThat(line.quantity()).isEqualByComparingTo("720");
          assertThat(line.cost()).isZero();
        });
  }

  @Test
  void saysWhatIsChargedMoreAndLessThanBefore() {
    var before = charges(NOVEMBER, hourly("1.00", "50", null, null));
    var dearer = charges(NOVEMBER, hourly("1.10", "60", null, null));

    assertThat(CapacityCharges.differences(before, before)).isEmpty();
    assertThat(CapacityCharges.differences(dearer, before).values())
        .singleElement()
        .satisfies(lines ->
            assertThat(lines.stream().map(CapacityLine::cost).reduce(BigDecimal::add).orElseThrow())
                .isEqualByComparingTo("11520"));
    assertThat(line(CapacityCharges.differences(new TreeMap<>(), before)).cost())
        .isEqualByComparingTo("-36000");
  }

  @Test
  void refusesOverlapsOfOneNameAndAllowsGapsAndOtherNames() {
    var first = hourly("1", "1", "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z");
    var late = hourly("1", "1", "2026-07-01T00:00:00Z", null);
    var inside = hourly("1", "1", "2026-05-01T00:00:00Z", null);

    assertThat(CapacityCharges.overlaps(List.of(late, first))).isEmpty();
    assertThat(CapacityCharges.overlaps(List.of(first, monthly("1", null, null)))).isEmpty();
    assertThat(CapacityCharges.overlaps(List.of(inside, first)))
        .containsExactly(
            new PriceBook.Break(0, "two entries of capacity ptu hold at 2026-05-01T00:00:00Z"));
    assertThat(CapacityCharges.overlaps(List.of(late, late))).hasSize(1);
    var book = PriceBook.of(List.of());
    assertThatThrownBy(() -> book.withCapacity(List.of(inside, first)))
        .hasMessageContaining("two entries of capacity ptu");
  }

  @Test
  void refusesWhatCannotBeChargedExactly() {
    assertThatThrownBy(() -> hourly("0.0000001", "1", null, null)).hasMessageContaining("price");
    assertThatThrownBy(() -> hourly("-1", "1", null, null)).hasMessageContaining("price");
    assertThatThrownBy(() -> hourly("1", "0.0001", null, null)).hasMessageContaining("quantity");
    assertThatThrownBy(() -> hourly("1", "0", null, null)).hasMessageContaining("quantity");
    assertThatThrownBy(() -> monthly("1", "2026-11-16T00:00:01Z", null))
        .hasMessageContaining("begins and ends with a day");
  }

  @Test
  void isPartOfTheHashOnlyWhereThereIsSome() {
    var prices =
        PriceBook.of(
            List.of(
                PriceEntry.from(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    "partner-alpha",
                    "gpt",
                    ModelPrice.of("USD", new BigDecimal("0.000003"), new BigDecimal("0.000015")))));
    var ptu = hourly("1.00", "50", "2026-01-01T00:00:00Z", null);

    assertThat(prices.withCapacity(List.of())).extracting("sha256").isEqualTo(prices.sha256());
    assertThat(prices.withCapacity(List.of(ptu)).sha256()).isNotEqualTo(prices.sha256());
  }

  /** The expected value was computed by another program, from the description in CanonicalForm. */
  @Test
  void hashesTheDocumentedCanonicalForm() {
    var prices =
        PriceBook.named(
            "autumn",
            List.of(
                PriceEntry.from(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    "partner-alpha",
                    "gpt",
                    ModelPrice.of("USD", new BigDecimal("0.000003"), new BigDecimal("0.000015")))));
    var ptu =
        entry("ptu-eastus", "azure-openai", "gpt-5", CapacityUnit.HOUR, "1.00", "50")
            .with("CC-1", Instant.parse("2026-01-01T00:00:00Z"), null);
    var gpu =
        entry("gpu-1", "self", null, CapacityUnit.MONTH, "1200.50", "1")
            .with(null, Instant.EPOCH, Instant.parse("2026-07-01T00:00:00Z"));

    var book = prices.withCapacity(List.of(ptu, gpu));

    assertThat(book.sha256())
        .isEqualTo("aea443402d6a39a90271683c60f545313ba34d0ac4c34634e289f9c7e8dcc082");
    assertThat(book.version()).isEqualTo("autumn@aea443402d6a");
  }

  private static SortedMap<CapacityAccount, List<CapacityLine>> charges(
      YearMonth month, CapacityEntry... entries) {
    return CapacityCharges.of(PriceBook.of(List.of()).withCapacity(List.of(entries)), month);
  }

  private static CapacityLine line(Map<CapacityAccount, List<CapacityLine>> charges) {
    assertThat(charges).hasSize(1);
    var lines = charges.values().iterator().next();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private static CapacityEntry hourly(
      String price, String quantity, @Nullable String from, @Nullable String to) {
    return entry("ptu", "azure", "gpt-5", CapacityUnit.HOUR, price, quantity)
        .with("CC-1", from == null ? Instant.EPOCH : Instant.parse(from), instant(to));
  }

  private static CapacityEntry monthly(String price, @Nullable String from, @Nullable String to) {
    return entry("fee", "azure", null, CapacityUnit.MONTH, price, "1")
        .with(null, from == null ? Instant.EPOCH : Instant.parse(from), instant(to));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  private static Unfinished entry(
      String name,
      String partner,
      @Nullable String model,
      CapacityUnit unit,
      String price,
      String quantity) {
    return (costCentre, from, to) ->
        new CapacityEntry(
            name,
            partner,
            model,
            unit,
            new BigDecimal(price),
            new BigDecimal(quantity),
            "platform",
            costCentre,
            "USD",
            from,
            to);
  }

  /** An entry that lacks its period. */
  private interface Unfinished {
    CapacityEntry with(@Nullable String costCentre, Instant from, @Nullable Instant to);
  }
}
