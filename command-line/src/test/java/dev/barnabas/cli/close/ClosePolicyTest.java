package dev.barnabas.cli.close;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.close.CloseDecision.AlreadyClosed;
import dev.barnabas.cli.close.CloseDecision.Close;
import dev.barnabas.cli.close.CloseDecision.Refused;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Closes.RecordedClose;
import dev.barnabas.cli.ledger.Cut;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.MeteredEvents;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Position;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.ledger.TenantFigures;
import dev.barnabas.schemas.UsageEvent;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ClosePolicyTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final Instant NOW = Instant.parse("2026-12-03T08:00:00Z");
  private static final Instant CUT_OFF = Instant.parse("2026-12-03T00:00:00Z");

  private final List<LogEntry> log = new ArrayList<>();

  @Test
  void refusesAMonthThatIsNotOver() {
    assertThat(before(MONTH, cut(CUT_OFF, 9), Closes.none(), Instant.parse("2026-11-30T23:59:59Z")))
        .contains("2026-11 is not over");
    assertThat(before(MONTH, cut(CUT_OFF, 9), Closes.none(), NOW)).isEmpty();
  }

  @Test
  void refusesACutOffInTheMonthOrInTheFuture() {
    assertThat(before(MONTH, cut(Instant.parse("2026-11-30T00:00:00Z"), 9), Closes.none(), NOW))
        .contains("before the month's end");
    assertThat(before(MONTH, cut(NOW.plusMillis(1), 9), Closes.none(), NOW))
        .contains("not reached yet");
  }

  @Test
  void refusesToLeaveAMonthOut() {
    Closes october = closed(MONTH.minusMonths(1), 5);

    assertThat(before(MONTH, cut(CUT_OFF, 9), october, NOW)).isEmpty();
    assertThat(before(MONTH, cut(CUT_OFF, 9), closed(MONTH.minusMonths(2), 5), NOW))
        .contains("2026-09 was closed last: close 2026-10 next");
    assertThat(before(MONTH, cut(CUT_OFF, 9), closed(MONTH.plusMonths(1), 5), NOW))
        .contains("2026-12 was closed last");
  }

  @Test
  void refusesToSeeLessThanTheMonthBefore() {
    Closes october = closed(MONTH.minusMonths(1), 5);

    assertThat(before(MONTH, cut(CUT_OFF, 4), october, NOW)).contains("the log has lost records");
    assertThat(before(MONTH, cut(CUT_OFF.minusSeconds(1), 9), october, NOW))
        .contains("before that of 2026-10");
  }

  @Test
  void closesWithTheTotalsOfEachTenant() {
    counted(MeteredEvents.usage("c1"), MeteredEvents.usage("c2"), MeteredEvents.reversal("c2"));

    assertThat(decision(Optional.empty(), cut(CUT_OFF, 9)))
        .isInstanceOfSatisfying(
            Close.class,
            closed -> {
              assertThat(closed.close().tenants()).containsOnlyKeys("acme");
              Sums sums = requireNonNull(acme(closed).byCurrency().get("USD"));
              assertThat(sums.events()).isEqualTo(3);
              assertThat(sums.calls()).isEqualTo(1);
              assertThat(sums.cost()).isEqualByComparingTo("0.00028");
            });
  }

  @Test
  void leavesOutWhatIsBehindTheEndOrRecordedAtTheCutOff() {
    counted(
        MeteredEvents.usage("c1"),
        MeteredEvents.usage("c2").setRecordedAt(CUT_OFF),
        MeteredEvents.usage("c3"));

    assertThat(decision(Optional.empty(), cut(CUT_OFF, 2)))
        .isInstanceOfSatisfying(
            Close.class, closed -> assertThat(acme(closed).events()).isEqualTo(1));
  }

  @Test
  void saysTheSameAgainAndWritesNothing() {
    counted(MeteredEvents.usage("c1"));
    MonthClose first = closeOf(decision(Optional.empty(), cut(CUT_OFF, 9)));

    assertThat(decision(recorded(first), first.cut())).isEqualTo(new AlreadyClosed(first));
  }

  @Test
  void refusesAMonthThatWasClosedWithOtherContent() {
    counted(MeteredEvents.usage("c1"));
    MonthClose first = closeOf(decision(Optional.empty(), cut(CUT_OFF, 9)));
    log.clear();
    counted(MeteredEvents.usage("c1").setCostCentre("other"));

    assertThat(decision(recorded(first), first.cut()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("with other content")
                    .contains(first.sha256()));
  }

  @Test
  void refusesAnotherCutOffOrOtherRecordsLeftOutForAMonthThatWasClosed() {
    counted(MeteredEvents.usage("c1"));
    MonthClose first = closeOf(decision(Optional.empty(), cut(CUT_OFF, 9)));

    assertThat(ClosePolicy.again(first, CUT_OFF, List.of())).isEmpty();
    assertThat(ClosePolicy.again(first, CUT_OFF.plusMillis(1), List.of()))
        .get()
        .satisfies(r -> assertThat(r.reason()).contains("with the cut-off " + CUT_OFF));
    assertThat(ClosePolicy.again(first, CUT_OFF, List.of(new Position(0, 0)))).isPresent();
  }

  @Test
  void refusesACloseWhoseRecordsDoNotHaveTheirHash() {
    counted(MeteredEvents.usage("c1"));
    MonthClose first = closeOf(decision(Optional.empty(), cut(CUT_OFF, 9)));

    assertThat(decision(Optional.of(new RecordedClose(first, "0".repeat(64))), first.cut()))
        .isInstanceOf(Refused.class);
  }

  @Test
  void refusesARecordThatCannotBeCountedUntilItIsLeftOut() {
    counted(MeteredEvents.usage("c1"));
    log.add(new LogEntry.Refused(new Position(0, 1), "TRUNCATED byte 7"));

    assertThat(decision(Optional.empty(), cut(CUT_OFF, 9)))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.reason()).contains("0:1 (TRUNCATED byte 7)"));
    assertThat(decision(Optional.empty(), cut(CUT_OFF, 9), Closes.none(), new Position(0, 1)))
        .isInstanceOfSatisfying(
            Close.class,
            closed -> assertThat(closed.close().without()).containsExactly(new Position(0, 1)));
  }

  @Test
  void refusesToLeaveOutWhatIsCounted() {
    counted(MeteredEvents.usage("c1"));

    assertThat(decision(Optional.empty(), cut(CUT_OFF, 9), Closes.none(), new Position(0, 0)))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.reason()).contains("0:0 cannot be left out"));
  }

  @Test
  void asksNobodyTwiceForWhatAnEarlierCloseLeftOut() {
    counted(MeteredEvents.usage("c1"));
    log.add(new LogEntry.Refused(new Position(0, 1), "TRUNCATED byte 7"));
    MonthClose october =
        new MonthClose(
            MONTH.minusMonths(1),
            cut(CUT_OFF, 2),
            new TreeSet<>(List.of(new Position(0, 1))),
            new TreeMap<>(),
            NOW,
            "ann");

    assertThat(decision(Optional.empty(), cut(CUT_OFF, 9), Closes.none().with(october)))
        .isInstanceOf(Close.class);
  }

  @Test
  void refusesWhileAnEarlierMonthHasEventsOnNoStatement() {
    counted(MeteredEvents.usage("c1"), MeteredEvents.usage("c2").setChargePeriod("2026-09"));

    assertThat(decision(Optional.empty(), cut(CUT_OFF, 9)))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.reason()).contains("events of 2026-09"));
  }

  @Test
  void closesTheMonthAfterOneWhoseEventsWereClosed() {
    counted(MeteredEvents.usage("c1").setChargePeriod("2026-10"), MeteredEvents.usage("c2"));
    Closes october = closed(MONTH.minusMonths(1), 1);

    assertThat(decision(Optional.empty(), cut(CUT_OFF, 9), october))
        .isInstanceOfSatisfying(
            Close.class, closed -> assertThat(acme(closed).events()).isEqualTo(1));
  }

  private void counted(UsageEvent.Builder... events) {
    for (UsageEvent.Builder event : events) {
      log.add(new LogEntry.Counted(MeteredEvents.at(log.size(), event)));
    }
  }

  private CloseDecision decision(Optional<RecordedClose> recorded, Cut cut) {
    return decision(
        recorded, cut, recorded.map(r -> Closes.none().with(r.close())).orElseGet(Closes::none));
  }

  private CloseDecision decision(
      Optional<RecordedClose> recorded, Cut cut, Closes closes, Position... without) {
    MonthCount count = new MonthCount(MONTH, cut, new TreeSet<>(List.of(without)), closes);
    log.forEach(count::add);
    return ClosePolicy.of(recorded, count, NOW, "ann");
  }

  private static Optional<RecordedClose> recorded(MonthClose close) {
    return Optional.of(new RecordedClose(close, close.sha256()));
  }

  private static TenantFigures acme(Close closed) {
    return requireNonNull(closed.close().tenants().get("acme"));
  }

  private static MonthClose closeOf(CloseDecision decision) {
    return ((Close) decision).close();
  }

  private static String before(YearMonth month, Cut cut, Closes closes, Instant now) {
    return ClosePolicy.before(month, cut, closes, now).map(Refused::reason).orElse("");
  }

  private static Cut cut(Instant cutOff, long end) {
    return new Cut(cutOff, new TreeMap<>(Map.of(0, end)));
  }

  private static Closes closed(YearMonth month, long end) {
    return Closes.none()
        .with(
            new MonthClose(month, cut(CUT_OFF, end), new TreeSet<>(), new TreeMap<>(), NOW, "ann"));
  }
}
