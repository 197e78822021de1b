package dev.barnabas.cli.export;

import static dev.barnabas.cli.ledger.MeteredEvents.decimal;
import static dev.barnabas.cli.ledger.MeteredEvents.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.barnabas.cli.capacity.ChargedCapacity;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Cut;
import dev.barnabas.cli.ledger.MeteredEvents;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FocusCsvTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Map<String, BigDecimal> NO_INVOICE = Map.of();

  @Test
  void keepsEveryRuleOfTheSpecification() {
    List<Map<String, String>> rows = everything();

    assertThat(rows).hasSizeGreaterThan(6);
    assertThat(FocusRules.broken(rows, NO_INVOICE)).isEmpty();
  }

  @Test
  void billsPerInvoiceWhatTheClosedStatementSays() {
    List<Map<String, String>> rows =
        rows(
            closed(),
            NOVEMBER,
            MeteredEvents.usage("c1"),
            MeteredEvents.usage("c2"),
            MeteredEvents.reversal("c2"),
            MeteredEvents.usage("globex", "g1").setProviderCost(decimal("0.001")));

    assertThat(
            FocusRules.broken(
                rows,
                Map.of(
                    "acme/2026-11/USD",
                    new BigDecimal("0.00028"),
                    "globex/2026-11/USD",
                    new BigDecimal("0.001"))))
        .isEmpty();
    assertThat(FocusRules.broken(rows, Map.of("acme/2026-11/USD", BigDecimal.ONE))).hasSize(2);
  }

  @Test
  void hasNoInvoiceWhileTheMonthIsOpen() {
    assertThat(everything()).allSatisfy(row -> assertThat(row.get("InvoiceId")).isEmpty());
  }

  @Test
  void callsACorrectionOnlyWhatIsOfAClosedMonth() {
    UsageEvent.Builder october =
        MeteredEvents.reversal("c1")
            .setChargePeriod("2026-10")
            .setOccurredAt(Instant.parse("2026-10-20T10:00:00Z"));
    List<Map<String, String>> rows =
        rows(
            Closes.none(),
            NOVEMBER,
            MeteredEvents.usage("c1"),
            MeteredEvents.reversal("c1"),
            october);

    assertThat(rows)
        .extracting(row -> row.get("ChargeClass"), row -> row.get("ChargeCategory"))
        .containsExactly(
            tuple("", "Usage"),
            tuple("", "Usage"),
            tuple("", "Adjustment"),
            tuple("", "Adjustment"),
            tuple("Correction", "Adjustment"),
            tuple("Correction", "Adjustment"));
    assertThat(FocusRules.broken(rows, NO_INVOICE)).isEmpty();
  }

  @Test
  void makesNoFreeChargeOfAnUnknownCost() {
    FocusFold fold = new FocusFold();
    fold.add(MeteredEvents.at(0, MeteredEvents.unpriced("c1")));

    assertThat(fold.charges()).isEmpty();
    assertThat(fold.unpriced()).isEqualTo(1);
  }

  @Test
  void makesCapacityAPurchaseOfTheMonth() {
    ChargedCapacity charged = new ChargedCapacity();
    charged.run(ChargedCapacity.ptu("1.00"), ChargedCapacity.node("500"));
    charged.run(ChargedCapacity.ptu("1.10"), ChargedCapacity.node("500"));

    List<Map<String, String>> rows =
        rows(
            closed(),
            NOVEMBER,
            charged.log().stream().map(UsageEvent::newBuilder).toArray(UsageEvent.Builder[]::new));

    assertThat(rows)
        .extracting(
            row -> row.get("ResourceId"),
            row -> row.get("ChargeCategory"),
            row -> row.get("PricingUnit"),
            row ->
                new BigDecimal(row.getOrDefault("PricingQuantity", ""))
                    .stripTrailingZeros()
                    .toPlainString(),
            row ->
                new BigDecimal(row.getOrDefault("BilledCost", ""))
                    .stripTrailingZeros()
                    .toPlainString())
        .containsExactly(
            tuple("node", "Purchase", "Months", "1", "500"),
            tuple("ptu", "Purchase", "Hours", "36000", "36000"),
            tuple("ptu", "Adjustment", "Hours", "-36000", "-36000"),
            tuple("ptu", "Adjustment", "Hours", "36000", "39600"));
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row).containsEntry("ChargePeriodStart", "2026-11-01T00:00:00Z");
          assertThat(row).containsEntry("ChargePeriodEnd", "2026-12-01T00:00:00Z");
          assertThat(row).containsEntry("ChargeFrequency", "Recurring");
          assertThat(row).containsEntry("ConsumedQuantity", "");
        });
    assertThat(FocusRules.broken(rows, Map.of("acme/2026-11/USD", new BigDecimal("40100"))))
        .isEmpty();
  }

  @Test
  void callsCapacityOfAClosedMonthACorrection() {
    List<Map<String, String>> rows =
        rows(
            Closes.none(),
            NOVEMBER.plusMonths(1),
            UsageEvent.newBuilder(
                new ChargedCapacity().run(ChargedCapacity.ptu("1.00")).getFirst()));

    assertThat(rows)
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("ChargeClass", "Correction"));
    assertThat(FocusRules.broken(rows, NO_INVOICE)).isEmpty();
  }

  static Stream<Arguments> faultsOfPurchases() {
    return Stream.of(
        argumentSet("a frequency", "ChargeFrequency", "Usage-Based", "Purchase is Usage-Based"),
        argumentSet("no quantity", "PricingQuantity", "", "PricingQuantity of a purchase"),
        argumentSet("no price", "ContractedUnitPrice", "", "ContractedUnitPrice of a purchase"),
        argumentSet("a consumption", "ConsumedQuantity", "1", "ConsumedQuantity of Purchase"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfPurchases")
  void findsThePlantedFaultOfAPurchase(String column, String value, String said) {
    List<Map<String, String>> rows =
        new ArrayList<>(
            rows(
                Closes.none(),
                NOVEMBER,
                UsageEvent.newBuilder(
                    new ChargedCapacity().run(ChargedCapacity.ptu("1.00")).getFirst())));
    rows.getFirst().put(column, value);

    assertThat(FocusRules.broken(rows, NO_INVOICE)).anyMatch(rule -> rule.contains(said));
  }

  @Test
  void takesNoTextForAFormula() {
    List<Map<String, String>> rows =
        rows(Closes.none(), NOVEMBER, MeteredEvents.usage("c1").setPartnerId("=1+1"));

    assertThat(rows).allSatisfy(row -> assertThat(row.get("ProviderName")).isEqualTo("'=1+1"));
  }

  @Test
  void tellsListFromContractedPrice() {
    List<Map<String, String>> rows =
        rows(
            Closes.none(),
            NOVEMBER,
            contracted(MeteredEvents.usage("c1"), 100),
            contracted(MeteredEvents.usage("c2"), 100),
            contracted(MeteredEvents.reversal("c2"), -100),
            MeteredEvents.usage("c3")
                .setLines(List.of(line("input", 100, "0.0000015")))
                .setProviderCost(decimal("0.00015")));

    assertThat(FocusRules.broken(rows, NO_INVOICE)).isEmpty();
    assertThat(rows)
        .extracting(
            row -> row.get("x_Kind"),
            row -> number(row, "PricingQuantity"),
            row -> number(row, "ListUnitPrice"),
            row -> number(row, "ListCost"),
            row -> number(row, "ContractedUnitPrice"),
            row -> number(row, "ContractedCost"),
            row -> number(row, "EffectiveCost"),
            row -> number(row, "BilledCost"),
            row -> number(row, "PricingCurrencyListUnitPrice"))
        .containsExactly(
            charge("USAGE", "200", "0.000002", "0.0004", "0.0003"),
            charge("REVERSAL", "-100", "0.000002", "-0.0002", "-0.00015"),
            charge("USAGE", "100", "0.0000015", "0.00015", "0.00015"));
  }

  /** All at 1.5 dollars a million. */
  private static Tuple charge(
      String kind, String quantity, String listPrice, String listCost, String cost) {
    return tuple(kind, quantity, listPrice, listCost, "0.0000015", cost, cost, cost, listPrice);
  }

  private static String number(Map<String, String> row, String column) {
    return new BigDecimal(row.getOrDefault(column, "")).stripTrailingZeros().toPlainString();
  }

  /** So many tokens in, at 2 dollars a million by the list and 1.5 by contract. */
  private static UsageEvent.Builder contracted(UsageEvent.Builder event, long quantity) {
    UsageLine line = line("input", quantity, "0.0000015");
    BigDecimal listCost = new BigDecimal("0.000002").multiply(BigDecimal.valueOf(quantity));
    return event
        .setLines(
            List.of(
                UsageLine.newBuilder(line)
                    .setListUnitPrice(decimal("0.000002"))
                    .setListCost(listCost.setScale(18))
                    .build()))
        .setProviderCost(line.getCost());
  }

  @Test
  void sumsTheListCostOfAPriceThatWasChangedApart() {
    UsageLine less =
        UsageLine.newBuilder(line("input", 0, "0.0000015"))
            .setCost(decimal("-0.00005"))
            .setListUnitPrice(decimal("0.000002"))
            .setListCost(decimal("0"))
            .build();
    List<Map<String, String>> rows =
        rows(
            Closes.none(),
            NOVEMBER,
            MeteredEvents.adjustment("c1")
                .setLines(List.of(less))
                .setProviderCost(decimal("-0.00005")));

    assertThat(FocusRules.broken(rows, NO_INVOICE)).isEmpty();
    assertThat(rows)
        .singleElement()
        .satisfies(row -> {
          assertThat(new BigDecimal(row.getOrDefault("ListCost", ""))).isZero();
          assertThat(new BigDecimal(row.getOrDefault("BilledCost", "")))
              .isEqualByComparingTo("-0.00005");
          assertThat(row.get("ListUnitPrice")).isEmpty();
        });
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        argumentSet("a price", "ContractedUnitPrice", "0.1", "PricingQuantity ×"),
        argumentSet("a list price", "ListUnitPrice", "0.1", "PricingQuantity ×"),
        argumentSet("no list price", "ListUnitPrice", "", "ListUnitPrice of usage is null"),
        argumentSet("a category", "ChargeCategory", "Refund", "ChargeCategory Refund"),
        argumentSet("a class", "ChargeClass", "Correction", "ChargeClass 'Correction'"),
        argumentSet("a separator", "BilledCost", "1,000", "is no number"),
        argumentSet("a symbol", "BilledCost", "$1", "is no number"),
        argumentSet("a digit too many", "BilledCost", "0." + "1".repeat(19), "is no number"),
        argumentSet("a null", "ProviderName", "", "ProviderName is null"),
        argumentSet("a quantity", "ConsumedQuantity", "-1", "not positive"),
        argumentSet("no quantity", "PricingQuantity", "", "PricingQuantity of usage is null"),
        argumentSet("a time", "ChargePeriodEnd", "yesterday", "is no time"),
        argumentSet("an invoice", "InvoiceId", "x", "there is no invoice x"),
        argumentSet("a custom column", "my_column", "1", "custom column without x_"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void findsThePlantedFault(String column, String value, String said) {
    List<Map<String, String>> rows =
        new ArrayList<>(rows(Closes.none(), NOVEMBER, MeteredEvents.usage("c1")));
    rows.getFirst().put(column, value);

    assertThat(FocusRules.broken(rows, NO_INVOICE)).anyMatch(rule -> rule.contains(said));
  }

  private static List<Map<String, String>> everything() {
    return rows(
        Closes.none(),
        NOVEMBER,
        MeteredEvents.usage("c1").setCostCentre("legal, \"R&D\""),
        MeteredEvents.usage("c2").setServiceTier("batch"),
        MeteredEvents.reversal("c2").setServiceTier("batch"),
        MeteredEvents.adjustment("c1"),
        MeteredEvents.unpriced("c3"),
        MeteredEvents.usage("globex", "g1").setLane("BULK"),
        MeteredEvents.usage("c4")
            .setLines(List.of(line("request", 1, "0.005"), line("image", 2, "0.04")))
            .setProviderCost(decimal("0.085")));
  }

  private static List<Map<String, String>> rows(
      Closes closes, YearMonth month, UsageEvent.Builder... events) {
    FocusFold fold = new FocusFold();
    for (int offset = 0; offset < events.length; offset++) {
      fold.add(MeteredEvents.at(offset, events[offset]));
    }
    FocusCsv csv = new FocusCsv(month, closes, "Barnabas");
    List<String> lines = new ArrayList<>(List.of(csv.titles()));
    fold.charges().forEach(charge -> lines.add(csv.line(charge)));
    return FocusRules.rows(lines);
  }

  private static Closes closed() {
    return Closes.none()
        .with(
            new MonthClose(
                NOVEMBER,
                new Cut(MeteredEvents.RECORDED, new TreeMap<>()),
                new TreeSet<>(),
                new TreeMap<>(),
                MeteredEvents.RECORDED,
                "ann"));
  }
}
