package dev.barnabas.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClosesTest {
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final Instant CUT_OFF = Instant.parse("2026-12-03T00:00:00Z");

  @Test
  void putsAnEventOntoItsOwnMonthWhileThatIsOpen() {
    assertThat(Closes.none().statementOf(event(5, CUT_OFF))).isEqualTo(NOVEMBER);
  }

  @Test
  void putsAnEventBehindTheEndOntoTheNextMonth() {
    Closes closes = Closes.none().with(close(NOVEMBER, CUT_OFF, 10));

    assertThat(closes.statementOf(event(9, CUT_OFF.minusMillis(1)))).isEqualTo(NOVEMBER);
    assertThat(closes.statementOf(event(10, CUT_OFF.minusMillis(1)))).isEqualTo(DECEMBER);
  }

  @Test
  void putsAnEventRecordedAtTheCutOffOntoTheNextMonth() {
    Closes closes = Closes.none().with(close(NOVEMBER, CUT_OFF, 10));

    assertThat(closes.statementOf(event(3, CUT_OFF))).isEqualTo(DECEMBER);
  }

  @Test
  void putsAnEventBehindTwoClosesOntoTheMonthAfterTheLast() {
    Closes closes =
        Closes.none()
            .with(close(NOVEMBER, CUT_OFF, 10))
            .with(close(DECEMBER, CUT_OFF.plusSeconds(60), 20));

    assertThat(closes.statementOf(event(15, CUT_OFF))).isEqualTo(DECEMBER);
    assertThat(closes.statementOf(event(25, CUT_OFF))).isEqualTo(YearMonth.of(2027, 1));
  }

  @Test
  void putsAnEventOfAPartitionThatWasNotReadOntoTheNextMonth() {
    Closes closes = Closes.none().with(close(NOVEMBER, CUT_OFF, 10));
    var usage = new LoggedUsage(new Position(1, 0), MeteredEvents.usage("c1").build(), "/s");

    assertThat(closes.statementOf(usage)).isEqualTo(DECEMBER);
  }

  /** A later close moves no event that an earlier one has seen, and every event has one month. */
  @Property(tries = 500)
  void neverMovesWhatWasClosed(
      @ForAll @IntRange(min = 0, max = 40) int offset,
      @ForAll @IntRange(min = 0, max = 40) int recorded,
      @ForAll @IntRange(min = 1, max = 20) int firstEnd,
      @ForAll @IntRange(min = 0, max = 20) int more) {
    Instant base = Instant.parse("2026-12-01T00:00:00Z");
    LoggedUsage usage = event(offset, base.plusSeconds(recorded));
    Closes first = Closes.none().with(close(NOVEMBER, base.plusSeconds(firstEnd), firstEnd));
    Closes second = first.with(close(DECEMBER, base.plusSeconds(firstEnd + more), firstEnd + more));

    YearMonth before = first.statementOf(usage);
    YearMonth after = second.statementOf(usage);

    boolean seen = offset < firstEnd && recorded < firstEnd;
    assertThat(before).isEqualTo(seen ? NOVEMBER : DECEMBER);
    assertThat(after)
        .isEqualTo(
            seen
                ? NOVEMBER
                : offset < firstEnd + more && recorded < firstEnd + more
                    ? DECEMBER
                    : DECEMBER.plusMonths(1));
  }

  @Test
  void knowsTheFirstAndTheLast() {
    Closes closes =
        Closes.none().with(close(OCTOBER, CUT_OFF, 1)).with(close(NOVEMBER, CUT_OFF, 2));

    assertThat(closes.first()).contains(OCTOBER);
    assertThat(closes.last()).map(MonthClose::month).contains(NOVEMBER);
    assertThat(closes.of(DECEMBER)).isEmpty();
  }

  private static LoggedUsage event(long offset, Instant recordedAt) {
    return MeteredEvents.at(offset, MeteredEvents.usage("c" + offset).setRecordedAt(recordedAt));
  }

  static MonthClose close(YearMonth month, Instant cutOff, long end) {
    return new MonthClose(
        month,
        new Cut(cutOff, new TreeMap<>(Map.of(0, end))),
        new TreeSet<>(),
        new TreeMap<>(),
        cutOff,
        "ann");
  }
}
