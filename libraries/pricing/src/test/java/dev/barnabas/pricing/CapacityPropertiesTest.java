package dev.barnabas.pricing;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class CapacityPropertiesTest {

  private static final Instant FIRST = Instant.parse("2026-06-01T00:00:00Z");
  private static final int SECONDS = 3 * 366 * 86_400;

  @Property
  void theChargesOfTheMonthsOfAYearSumToTheYears(
      @ForAll("histories") List<CapacityEntry> entries,
      @ForAll @IntRange(min = 2026, max = 2029) int year) {
    var months = new TreeMap<CapacityAccount, List<CapacityLine>>();
    var book = PriceBook.of(List.of()).withCapacity(entries);
    for (int month = 1; month <= 12; month++) {
      add(months, CapacityCharges.of(book, YearMonth.of(year, month)));
    }
    var whole =
        CapacityCharges.of(
            entries,
            Instant.parse(year + "-01-01T00:00:00Z"),
            Instant.parse(year + 1 + "-01-01T00:00:00Z"));

    assertThat(CapacityCharges.differences(whole, months)).isEmpty();
    assertThat(cost(months)).isEqualByComparingTo(cost(whole));
  }

  /** Counted hour by hour, and day by day, by nothing of what is tested. */
  @Property(tries = 100)
  void chargesEachHourAndEachDayThatIsInThePeriod(
      @ForAll @IntRange(max = 17_000) int hour,
      @ForAll @IntRange(min = 1, max = 3_000) int hours,
      @ForAll @IntRange(max = 23) int month) {
    var from = FIRST.plus(hour, ChronoUnit.HOURS);
    var to = from.plus(hours, ChronoUnit.HOURS);
    var asked = YearMonth.of(2026, 6).plusMonths(month);
    var hourly = entry(CapacityUnit.HOUR, "2", from, to);
    long counted = count(from, to, asked);

    assertThat(quantity(hourly, asked)).isEqualByComparingTo(BigDecimal.valueOf(2 * counted));

    var firstDay = LocalDate.ofInstant(from, UTC);
    var lastDay = firstDay.plusDays(hours % 700L + 1);
    var monthly =
        entry(
            CapacityUnit.MONTH,
            "1",
            firstDay.atStartOfDay(UTC).toInstant(),
            lastDay.atStartOfDay(UTC).toInstant());
    long days =
        firstDay.datesUntil(lastDay).filter(day -> YearMonth.from(day).equals(asked)).count();
    assertThat(quantity(monthly, asked).multiply(BigDecimal.valueOf(asked.lengthOfMonth())))
        .isCloseTo(BigDecimal.valueOf(days), within(new BigDecimal("0.00000004")));
  }

  @Property
  void whatIsChargedIsWhatWasChargedAndTheDifference(
      @ForAll("histories") List<CapacityEntry> now,
      @ForAll("histories") List<CapacityEntry> then,
      @ForAll @IntRange(max = 40) int month) {
    var asked = YearMonth.of(2026, 6).plusMonths(month);
    var charged = CapacityCharges.of(PriceBook.of(List.of()).withCapacity(now), asked);
    var before = CapacityCharges.of(PriceBook.of(List.of()).withCapacity(then), asked);
    var after = new TreeMap<>(before);

    add(after, CapacityCharges.differences(charged, before));

    assertThat(CapacityCharges.differences(charged, after)).isEmpty();
    assertThat(cost(after)).isEqualByComparingTo(cost(charged));
  }

  private static long count(Instant from, Instant to, YearMonth asked) {
    long counted = 0;
    for (var at = from; at.isBefore(to); at = at.plus(1, ChronoUnit.HOURS)) {
      counted += YearMonth.from(at.atZone(UTC)).equals(asked) ? 1 : 0;
    }
    return counted;
  }

  private static void add(
      SortedMap<CapacityAccount, List<CapacityLine>> all,
      SortedMap<CapacityAccount, List<CapacityLine>> more) {
    more.forEach((account, lines) ->
        all.merge(
            account,
            lines,
            (some, others) -> {
              var both = new ArrayList<>(some);
              both.addAll(others);
              return both;
            }));
  }

  private static BigDecimal cost(SortedMap<CapacityAccount, List<CapacityLine>> charges) {
    return charges.values().stream()
        .flatMap(List::stream)
        .map(CapacityLine::cost)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal quantity(CapacityEntry entry, YearMonth month) {
    return CapacityCharges.of(PriceBook.of(List.of()).withCapacity(List.of(entry)), month)
        .values()
        .stream()
        .flatMap(List::stream)
        .map(CapacityLine::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** One name whose periods follow one another, with gaps, to the second. */
  @Provide
  Arbitrary<List<CapacityEntry>> histories() {
    return Arbitraries.integers()
        .between(0, SECONDS)
        .set()
        .ofMinSize(1)
        .ofMaxSize(6)
        .flatMap(edges ->
            drafts()
                .list()
                .ofSize(edges.size())
                .map(drafts -> entries(edges.stream().sorted().toList(), drafts)));
  }

  private record Draft(CapacityUnit unit, int price, int quantity, boolean open, boolean gap) {}

  private static Arbitrary<Draft> drafts() {
    return Combinators.combine(
            Arbitraries.of(CapacityUnit.values()),
            Arbitraries.integers().between(0, 999_999_999),
            Arbitraries.integers().between(1, 99_999),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(Draft::new);
  }

  private static List<CapacityEntry> entries(List<Integer> edges, List<Draft> drafts) {
    var entries = new ArrayList<CapacityEntry>();
    for (int i = 0; i < edges.size(); i++) {
      var draft = drafts.get(i);
      var from = edge(draft.unit, edges.get(i));
      var next = i + 1 < edges.size() ? edge(draft.unit, edges.get(i + 1)) : null;
      var earlier = entries.isEmpty() ? null : entries.getLast();
      var end = earlier == null ? null : earlier.effectiveTo();
      boolean follows =
          earlier == null
              || (earlier.effectiveFrom().isBefore(from) && (end == null || !end.isAfter(from)));
      boolean lasts = next == null || next.isAfter(from.plus(1, ChronoUnit.DAYS));
      if (follows && lasts) {
        var to =
            draft.open || next == null ? null : draft.gap ? next.minus(1, ChronoUnit.DAYS) : next;
        entries.add(entry(draft, from, to));
      }
    }
    return entries;
  }

  private static Instant edge(CapacityUnit unit, int seconds) {
    var at = FIRST.plusSeconds(seconds);
    return unit == CapacityUnit.MONTH ? at.truncatedTo(ChronoUnit.DAYS) : at;
  }

  private static CapacityEntry entry(Draft draft, Instant from, @Nullable Instant to) {
    return new CapacityEntry(
        "ptu",
        "azure",
        null,
        draft.unit,
        BigDecimal.valueOf(draft.price, 6),
        BigDecimal.valueOf(draft.quantity, 3),
        "platform",
        null,
        "USD",
        from,
        to);
  }

  private static CapacityEntry entry(CapacityUnit unit, String quantity, Instant from, Instant to) {
    return new CapacityEntry(
        "ptu",
        "azure",
        null,
        unit,
        BigDecimal.ONE,
        new BigDecimal(quantity),
        "platform",
        null,
        "USD",
        from,
        to);
  }
}
