package dev.barnabas.cli.verify;

import static dev.barnabas.cli.verify.Planted.DONE;
import static dev.barnabas.cli.verify.Planted.about;
import static dev.barnabas.cli.verify.Planted.month;
import static dev.barnabas.cli.verify.Planted.planted;

import dev.barnabas.schemas.Decision;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verify names what was falsified in decisions about holds: P3. */
class PlantedBudgetViolationTest {

  @ParameterizedTest
  @MethodSource({"budget", "holds", "corrections"})
  @Tag("rule-2.7")
  void namesWhatWasPlanted(String promise, String code, Consumer<World> plant) {
    Planted.names(promise, code, plant);
  }

  static Stream<Arguments> budget() {
    return Stream.of(
        planted(
            "a hold goes above the limit",
            "P3",
            "LIMIT_EXCEEDED",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "HELD", "done-2"),
                    d -> month(d).setReserved(BigDecimal.valueOf(World.LIMIT + 1).setScale(18)))),
        planted(
            "a decision used a higher limit than is in force",
            "P3",
            "LIMIT_NOT_IN_FORCE",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "HELD", DONE),
                    d -> month(d).setLimitValue(BigDecimal.valueOf(World.LIMIT * 2).setScale(18)))),
        planted(
            "a hold leaves a limit out",
            "P3",
            "LIMIT_NOT_HELD",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "HELD", DONE),
                    d -> d.setBalances(List.of(d.getBalances().getLast())))),
        planted(
            "a balance forgets what was settled",
            "P3",
            "BALANCE_INCONSISTENT",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "SETTLED", DONE),
                    d -> month(d).setSettled(BigDecimal.ZERO.setScale(18)))),
        planted(
            "a balance is negative",
            "P3",
            "BALANCE_NEGATIVE",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "SETTLED", DONE),
                    d -> month(d).setReserved(BigDecimal.ONE.negate().setScale(18)))),
        planted(
            "a hold is in another minute",
            "P3",
            "WINDOW_NOT_CURRENT",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "HELD", DONE),
                    d -> d.getBalances().getLast().setWindowId("2026-11-20T09:59"))));
  }

  static Stream<Arguments> holds() {
    return Stream.of(
        planted(
            "a charge exceeds its hold",
            "P3",
            "CHARGE_ABOVE_HOLD",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "SETTLED", DONE),
                    d -> d.setChargedTokens(World.HOLD + 1))),
        planted(
            "a hold is never settled",
            "P3",
            "HOLD_NOT_SETTLED",
            w -> w.topics.drop(Decision.class, d -> about(d, "SETTLED", DONE))),
        planted(
            "a decision is missing",
            "P3",
            "DECISION_SEQ_BROKEN",
            w -> w.topics.drop(Decision.class, d -> about(d, "HELD", DONE))),
        planted(
            "an attempt is sent without a hold",
            "P3",
            "DISPATCHED_WITHOUT_HOLD",
            w -> w.topics.drop(Decision.class, d -> about(d, "HELD", DONE))),
        planted(
            "a hold is taken twice",
            "P3",
            "HOLD_TAKEN_TWICE",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "RAISED", "fell-back-1"),
                    d -> d.setKind("HELD"))),
        planted(
            "a hold is settled in other windows",
            "P3",
            "OTHER_WINDOWS",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "SETTLED", DONE),
                    d -> d.getBalances().getFirst().setWindowId("2026-12"))));
  }

  static Stream<Arguments> corrections() {
    return Stream.of(
        planted(
            "a corrected charge exceeds its hold",
            "P3",
            "CHARGE_ABOVE_HOLD",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "CORRECTED", "charged-less-1"),
                    d -> d.setChargedTokens(World.HOLD + 1))),
        planted(
            "a correction gives back more than the difference",
            "P3",
            "BALANCE_INCONSISTENT",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "CORRECTED", "charged-less-1"),
                    d -> month(d).setSettled(month(d).getSettled().subtract(BigDecimal.ONE)))),
        planted(
            "a correction reserves",
            "P3",
            "BALANCE_INCONSISTENT",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "CORRECTED", "charged-less-1"),
                    d -> month(d).setReserved(month(d).getReserved().add(BigDecimal.ONE)))),
        planted(
            "a correction goes to another month",
            "P3",
            "OTHER_WINDOWS",
            w ->
                w.topics.edit(
                    Decision.class,
                    d -> about(d, "CORRECTED", "charged-less-1"),
                    d -> month(d).setWindowId("2026-12"))),
        planted(
            "a charge is corrected that was never settled",
            "P3",
            "NO_SUCH_HOLD",
            w -> w.topics.drop(Decision.class, d -> about(d, "SETTLED", "charged-less-1"))),
        planted(
            "the budget keeps the charge that was corrected",
            "P5",
            "BUDGET_CHARGE_DIFFERS",
            w -> w.topics.drop(Decision.class, d -> about(d, "CORRECTED", "charged-less-1"))));
  }
}
