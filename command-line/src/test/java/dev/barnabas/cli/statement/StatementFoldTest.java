package dev.barnabas.cli.statement;

import static dev.barnabas.cli.ledger.MeteredEvents.decimal;
import static dev.barnabas.cli.ledger.MeteredEvents.line;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.capacity.ChargedCapacity;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Cut;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.MeteredEvents;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Position;
import dev.barnabas.cli.ledger.StatementFigures;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.schemas.UsageEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class StatementFoldTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final Instant CUT_OFF = Instant.parse("2026-12-03T00:00:00Z");

  @Test
  void sumsLinesOfOnePriceAndKeepsOthersApart() {
    Account account =
        account(
            MeteredEvents.usage("c1"),
            MeteredEvents.usage("c2"),
            MeteredEvents.usage("c3").setServiceTier("batch"),
            MeteredEvents.usage("c4")
                .setLines(List.of(line("input", 100, "0.0000028")))
                .setProviderCost(decimal("0.00028")));

    assertThat(account.lines())
        .extracting(
            l -> l.key().serviceTier(),
            l -> l.key().meter(),
            PriceLine::events,
            l -> Sums.plain(l.quantity()),
            l -> Sums.plain(requireNonNull(l.cost())))
        .containsExactly(
            row("batch", "input", 1L, "100", "0.0002"),
            row("batch", "output", 1L, "10", "0.00008"),
            row("standard", "input", 2L, "200", "0.0004"),
            row("standard", "input", 1L, "100", "0.00028"),
            row("standard", "output", 2L, "20", "0.00016"));
  }

  @Test
  void neverMakesAZeroOfAnUnknownPrice() {
    Account account = account(MeteredEvents.usage("c1"), MeteredEvents.unpriced("c2"));

    assertThat(account.total().unpricedCalls()).isEqualTo(1);
    assertThat(account.total().cost()).isEqualByComparingTo("0.00028");
    assertThat(account.lines().getLast())
        .satisfies(line -> {
          assertThat(line.key().model()).isEqualTo("new-model");
          assertThat(line.key().unitPrice()).isNull();
          assertThat(line.cost()).isNull();
        });
  }

  @Test
  void doesNotCallAPartOfACostTheCost() {
    Account account =
        account(
            MeteredEvents.usage("c1")
                .setProviderCost(null)
                .setLines(List.of(line("input", 5, null), line("request", 1, "0.01"))));

    assertThat(account.lines()).allSatisfy(line -> assertThat(line.cost()).isNull());
  }

  @Test
  void givesWhatIsBilledBeyondTheLinesALineOfItsOwn() {
    Account account = account(MeteredEvents.usage("c1").setProviderCost(decimal("0.001")));

    assertThat(account.lines().getFirst().key().meter()).isNotEqualTo(PriceLine.BEYOND_LINES);
    assertThat(account.lines().getLast())
        .satisfies(line -> {
          assertThat(line.key().meter()).isEqualTo(PriceLine.BEYOND_LINES);
          assertThat(line.cost()).isEqualByComparingTo("0.00072");
        });
  }

  @Test
  void keepsCorrectionsApartFromUsage() {
    Account account =
        account(
            MeteredEvents.usage("c1"),
            MeteredEvents.usage("c2"),
            MeteredEvents.reversal("c2"),
            MeteredEvents.adjustment("c1"));

    assertThat(account.usage().cost()).isEqualByComparingTo("0.00056");
    assertThat(account.corrected().cost()).isEqualByComparingTo("-0.00018");
    assertThat(account.total().cost()).isEqualByComparingTo("0.00038");
    assertThat(account.total().calls()).isEqualTo(1);
    assertThat(account.corrections())
        .extracting(c -> c.key().kind(), c -> c.key().priceBook(), c -> c.sums().events())
        .containsExactly(row("ADJUSTMENT", "second", 1L), row("REVERSAL", "first", 1L));
  }

  @Test
  void sumsEverySubtotalToTheTotal() {
    Account account =
        account(
            MeteredEvents.usage("c1").setCostCentre("legal").setUserRef("u1"),
            MeteredEvents.usage("c2").setUserRef("u1").setRequestModel("other"),
            MeteredEvents.reversal("c2"),
            MeteredEvents.unpriced("c3"));

    for (var sums : List.of(account.byModel(), account.byCostCentre(), account.byUser())) {
      assertThat(sums.values().stream().reduce(Sums.NONE, Sums::plus)).isEqualTo(account.total());
    }
    assertThat(account.byCostCentre()).containsOnlyKeys("", "legal");
  }

  @Test
  void countsNeitherACachedAnswerNorAnAdjustmentAsACall() {
    Account account =
        account(
            MeteredEvents.usage("c1").setCallId("-").setOutcome("CACHED"),
            MeteredEvents.adjustment("c1"),
            MeteredEvents.usage("c2").setOutcome("UNKNOWN"));

    assertThat(account.total().events()).isEqualTo(3);
    assertThat(account.total().calls()).isEqualTo(1);
    assertThat(account.total().unknownCalls()).isEqualTo(1);
  }

  @Test
  void takesAnUnpricedCallBackWhenItGetsItsFirstPrice() {
    Account account =
        account(MeteredEvents.unpriced("c1"), MeteredEvents.adjustment("c1").setUnpricedCalls(-1));

    assertThat(account.total().unpricedCalls()).isZero();
  }

  @Test
  void givesEachCapacityALineOfItsOwnAndCountsItAsNoCall() {
    ChargedCapacity charged = new ChargedCapacity();
    charged.run(ChargedCapacity.ptu("1.00"), ChargedCapacity.node("500"));
    charged.run(ChargedCapacity.ptu("1.10"), ChargedCapacity.node("500"));

    Account account =
        account(
            charged.log().stream().map(UsageEvent::newBuilder).toArray(UsageEvent.Builder[]::new));

    assertThat(account.lines())
        .extracting(
            l -> l.key().model(),
            l -> l.key().meter(),
            l -> Sums.plain(l.quantity()),
            l -> Sums.plain(requireNonNull(l.cost())))
        .containsExactly(
            row("-", "capacity_month node", "1", "500"),
            row("gpt", "capacity_hour ptu", "36000", "36000"));
    assertThat(account.corrected().cost()).isEqualByComparingTo("3600");
    assertThat(account.total())
        .satisfies(total -> {
          assertThat(total.calls()).isZero();
          assertThat(total.unpricedCalls()).isZero();
          assertThat(total.cost()).isEqualByComparingTo("40100");
          assertThat(total.charge()).isEqualByComparingTo("40100");
        });
    assertThat(account.byModel().values().stream().reduce(Sums.NONE, Sums::plus))
        .isEqualTo(account.total());
  }

  @Test
  void putsCapacityOfAClosedMonthOntoTheNextStatement() {
    UsageEvent.Builder late =
        UsageEvent.newBuilder(new ChargedCapacity().run(ChargedCapacity.ptu("1.00")).getFirst());
    Closes closes = closedAfterOne();

    Statement november = statement(closes, MONTH, MeteredEvents.usage("c1"), late);
    Statement december = statement(closes, MONTH.plusMonths(1), MeteredEvents.usage("c1"), late);

    assertThat(november.standing()).isInstanceOf(Standing.Closed.class);
    assertThat(december.accounts().getFirst().earlier().charge()).isEqualByComparingTo("36000");
  }

  @Test
  void keepsCurrenciesApart() {
    Statement statement =
        statement(
            Closes.none(),
            MONTH,
            MeteredEvents.usage("c1"),
            MeteredEvents.usage("c2").setCurrency("EUR"));

    assertThat(statement.accounts()).extracting(Account::currency).containsExactly("EUR", "USD");
    assertThat(statement.priceBooks()).containsExactly("first");
  }

  @Test
  void readsNoOtherTenantAndNoOtherMonth() {
    Statement statement =
        statement(
            Closes.none(),
            MONTH,
            MeteredEvents.usage("globex", "c1"),
            MeteredEvents.usage("c2").setChargePeriod("2026-10"));

    assertThat(statement.events()).isZero();
    assertThat(statement.accounts()).isEmpty();
  }

  @Test
  void chartsADayByTheTimeOfTheCall() {
    Account account =
        account(
            MeteredEvents.usage("c1"),
            MeteredEvents.usage("c2").setOccurredAt(Instant.parse("2026-12-01T00:00:01Z")));

    assertThat(account.days())
        .containsOnlyKeys(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 12, 1))
        .containsEntry(LocalDate.of(2026, 11, 20), new Account.Tokens(100, 10));
  }

  @Test
  void putsAnEventOfAClosedMonthOntoTheNextStatementApartFromItsUsage() {
    Closes closes = closedAfterOne();
    UsageEvent.Builder late = MeteredEvents.usage("c2");
    UsageEvent.Builder next = MeteredEvents.usage("c3").setChargePeriod("2026-12");

    Statement november = statement(closes, MONTH, MeteredEvents.usage("c1"), late, next);
    Statement december =
        statement(closes, MONTH.plusMonths(1), MeteredEvents.usage("c1"), late, next);

    assertThat(november.standing()).isInstanceOf(Standing.Closed.class);
    assertThat(november.events()).isEqualTo(1);
    Account account = december.accounts().getFirst();
    assertThat(december.events()).isEqualTo(2);
    assertThat(account.usage().events()).isEqualTo(1);
    assertThat(account.earlier().cost()).isEqualByComparingTo("0.00028");
    assertThat(account.earlierEvents())
        .singleElement()
        .satisfies(late2 -> {
          assertThat(late2.key().chargePeriod()).isEqualTo(MONTH);
          assertThat(late2.key().kind()).isEqualTo("USAGE");
        });
    assertThat(december.standing()).isEqualTo(new Standing.Open(3));
  }

  @Test
  void saysWhenAClosedMonthDoesNotHold() {
    Statement changed =
        statement(closedAfterOne(), MONTH, MeteredEvents.usage("c1").setCostCentre("changed"));
    Statement lost = statement(closedAfterOne(), MONTH);

    for (Statement statement : List.of(changed, lost)) {
      assertThat(statement.standing())
          .isInstanceOfSatisfying(
              Standing.Broken.class,
              broken -> assertThat(broken.reason()).contains("recorded the hash"));
      assertThat(statement.standing().holds()).isFalse();
    }
  }

  @Test
  void saysWhenClosingBeganLater() {
    assertThat(statement(closedAfterOne(), MONTH.minusMonths(3)).standing())
        .isEqualTo(new Standing.Passed(MONTH));
  }

  @Test
  void namesRecordsThatCannotBeCountedAndTheRepeatedOnes() {
    StatementFold fold = new StatementFold("acme", MONTH, Closes.none(), _ -> {});
    fold.add(new LogEntry.Refused(new Position(0, 0), "BAD_MAGIC byte 0"));
    fold.add(new LogEntry.Repeated(new Position(0, 1)));

    Statement statement = fold.statement(2, CUT_OFF);

    assertThat(statement.refused()).containsEntry(new Position(0, 0), "BAD_MAGIC byte 0");
    assertThat(statement.repeated()).isEqualTo(1);
  }

  /** November, closed when it held the usage c1 at offset 0. */
  private static Closes closedAfterOne() {
    StatementFigures figures = new StatementFigures("acme", MONTH);
    figures.add(MeteredEvents.usage("c1").build());
    return Closes.none()
        .with(
            new MonthClose(
                MONTH,
                new Cut(CUT_OFF, new TreeMap<>(Map.of(0, 1L))),
                new TreeSet<>(),
                new TreeMap<>(Map.of("acme", figures.figures())),
                CUT_OFF,
                "ann"));
  }

  private static Account account(UsageEvent.Builder... events) {
    Statement statement = statement(Closes.none(), MONTH, events);
    assertThat(statement.accounts()).hasSize(1);
    return statement.accounts().getFirst();
  }

  static Statement statement(Closes closes, YearMonth month, UsageEvent.Builder... events) {
    StatementFold fold = new StatementFold("acme", month, closes, _ -> {});
    for (int offset = 0; offset < events.length; offset++) {
      fold.add(new LogEntry.Counted(MeteredEvents.at(offset, events[offset])));
    }
    return fold.statement(events.length, CUT_OFF);
  }

  private static Tuple row(Object... values) {
    return Tuple.tuple(values);
  }
}
