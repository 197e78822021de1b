package dev.barnabas.metering.totals;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.metering.totals.MeteringDecision.ChangedTotals;
import dev.barnabas.metering.totals.MeteringDecision.Counted;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

class TotalsPropertiesTest {

  private static final long YEAR_START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_END = Instant.parse("2026-12-31T23:59:59Z").getEpochSecond();
  private static final Set<Window> OF_ALL = EnumSet.complementOf(EnumSet.of(Window.USER_MONTH));

  @Property(tries = 300)
  @Tag("rule-1.10")
  void sumsTheSameWhateverTheOrderAndTheDuplicates(
      @ForAll("events") List<MeteredUsage> events, @ForAll long seed) {
    var shuffled = new ArrayList<>(events);
    shuffled.addAll(events);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(totalsOf(shuffled)).isEqualTo(totalsOf(events));
  }

  @Property(tries = 300)
  void holdsEveryEventOnceInEachWindow(@ForAll("events") List<MeteredUsage> events) {
    var expected = charge(events);

    var totals = totalsOf(events).values();

    for (var window : OF_ALL) {
      assertThat(charge(window, totals)).as(window.name()).isEqualByComparingTo(expected);
    }
    assertThat(charge(Window.USER_MONTH, totals))
        .isEqualByComparingTo(
            charge(events.stream().filter(event -> event.userRef() != null).toList()));
  }

  @Property(tries = 300)
  void rollsUpToTheSameSumByAnyDimensions(
      @ForAll("events") List<MeteredUsage> events, @ForAll Set<Dimension> dimensions) {
    var rollup = new Rollup(dimensions, false);
    totalsOf(events).values().stream()
        .filter(cell -> cell.key().window() == Window.DAY)
        .forEach(cell -> rollup.add(cell.key(), cell.totals()));

    assertThat(
            rollup.sums().values().stream()
                .map(Totals::tenantCharge)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(charge(events));
  }

  @Property(tries = 300)
  void sumsTheRecordedDaysBeforeACutOffToWhatWasKnownAtIt(
      @ForAll("events") List<MeteredUsage> events, @ForAll("months") YearMonth month) {
    var cutOff = month.atDay(10);
    var known = TotalsFold.asOf(cutOff.atStartOfDay().toInstant(ZoneOffset.UTC));
    events.forEach(event -> known.add(event, event.recordedAt()));

    var daysBefore =
        totalsOf(events).values().stream()
            .filter(cell -> cell.key().window() == Window.RECORDED_DAY)
            .filter(cell -> cell.key().windowStart().compareTo(cutOff.toString()) < 0)
            .toList();

    assertThat(byMonth(daysBefore))
        .isEqualTo(
            byMonth(
                known.totals().values().stream()
                    .filter(cell -> cell.key().window() == Window.MONTH)
                    .toList()));
  }

  @Property
  void readsTheKeyItWrote(@ForAll("keys") TotalsKey key) {
    assertThat(TotalsKey.parse(key.text())).isEqualTo(key);
    assertThat(key.text()).startsWith(TotalsKey.prefixOf(key.tenantId(), key.window()));
  }

  @Property
  void keepsTheKeysOfTenantsApart(@ForAll("keys") TotalsKey one, @ForAll("keys") TotalsKey other) {
    assertThat(one.text().startsWith(TotalsKey.prefixOf(other.tenantId())))
        .isEqualTo(one.tenantId().equals(other.tenantId()));
  }

  private static BigDecimal charge(List<MeteredUsage> events) {
    return events.stream().map(MeteredUsage::tenantCharge).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal charge(Window window, Collection<ChangedTotals> cells) {
    return cells.stream()
        .filter(cell -> cell.key().window() == window)
        .map(cell -> cell.totals().tenantCharge())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<YearMonth, Totals> byMonth(List<ChangedTotals> cells) {
    return cells.stream()
        .collect(toMap(cell -> cell.key().chargePeriod(), ChangedTotals::totals, Totals::plus));
  }

  private static Map<String, ChangedTotals> totalsOf(List<MeteredUsage> events) {
    var fold = TotalsFold.ofAll();
    int counted = 0;
    for (var event : events) {
      counted += fold.add(event, event.recordedAt()) instanceof Counted ? 1 : 0;
    }
    assertThat(counted).isEqualTo(events.stream().map(MeteredUsage::eventId).distinct().count());
    return fold.totals();
  }

  @Provide
  Arbitrary<List<MeteredUsage>> events() {
    return event()
        .list()
        .ofMaxSize(60)
        .uniqueElements(MeteredUsage::eventId)
        .map(TotalsPropertiesTest::numbered);
  }

  /** Every third event has no number; the others are of two writers. */
  private static List<MeteredUsage> numbered(List<MeteredUsage> events) {
    var numbered = new ArrayList<MeteredUsage>();
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      numbered.add(i % 3 == 0 ? event : with(event, new WriterPosition("writer/" + i % 3, i / 3)));
    }
    return numbered;
  }

  private static MeteredUsage with(MeteredUsage event, WriterPosition writer) {
    return new MeteredUsage(
        event.eventId(),
        event.kind(),
        writer,
        event.tenantId(),
        event.userRef(),
        event.costCentre(),
        event.partnerId(),
        event.model(),
        event.lane(),
        event.variant(),
        event.isCall(),
        event.endUnknown(),
        event.quantities(),
        event.currency(),
        event.providerCost(),
        event.tenantCharge(),
        event.unpricedCalls(),
        event.tokensCharged(),
        event.chargePeriod(),
        event.occurredAt(),
        event.recordedAt());
  }

  @Provide
  Arbitrary<YearMonth> months() {
    return Arbitraries.integers().between(1, 12).map(month -> YearMonth.of(2026, month));
  }

  @Provide
  Arbitrary<TotalsKey> keys() {
    var text = Arbitraries.of("acme", "acme/DAY", "a b", "a%2Fb", "Ünïcode 漢字", "+", "", "~");
    return Combinators.combine(
            text,
            Arbitraries.of(Window.class),
            text,
            text,
            text.injectNull(0.3),
            text.injectNull(0.3))
        .as((tenant, window, start, model, costCentre, userRef) ->
            new TotalsKey(
                tenant,
                window,
                start,
                costCentre,
                "partner",
                model,
                "BULK",
                costCentre,
                userRef,
                YearMonth.of(2026, 11),
                "USD"));
  }

  private static Arbitrary<MeteredUsage> event() {
    var seconds = Arbitraries.longs().between(YEAR_START, YEAR_END).map(Instant::ofEpochSecond);
    var money =
        Arbitraries.bigDecimals().between(BigDecimal.TEN.negate(), BigDecimal.TEN).ofScale(18);
    return Combinators.combine(
            Arbitraries.strings().alpha().ofLength(8),
            Arbitraries.of(UsageKind.class),
            Arbitraries.of("gpt", "claude"),
            seconds,
            seconds,
            money,
            money.injectNull(0.2),
            Arbitraries.integers().between(1, 12))
        .as((id, kind, model, occurred, recorded, charge, cost, month) ->
            new MeteredUsage(
                id,
                kind,
                null,
                "acme",
                month % 3 == 0 ? null : "user-" + month % 3,
                month % 2 == 0 ? null : "legal",
                "partner-alpha",
                model,
                month % 5 == 0 ? "BULK" : "REALTIME",
                null,
                true,
                cost == null,
                List.of(new MeteredUsage.Quantity("input", charge)),
                "USD",
                cost,
                charge,
                0,
                7,
                YearMonth.of(2026, month),
                occurred,
                recorded));
  }
}
