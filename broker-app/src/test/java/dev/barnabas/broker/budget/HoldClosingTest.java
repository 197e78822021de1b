package dev.barnabas.broker.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output.BalanceAfter;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HoldClosingTest {
  private static final WindowKey JANUARY =
      new WindowKey("acme", "tenant", "tokens_per_month", "2026-01");
  private static final WindowKey MINUTE =
      new WindowKey("acme", "tenant", "requests_per_minute", "2026-01-31T23:59");
  private static final WindowKey MONEY =
      new WindowKey("acme", "tenant", "money_per_day", "2026-01-31");
  private static final WindowKey OPEN = new WindowKey("acme", "tenant", "calls_in_flight", "-");
  private static final Hold HOLD =
      new Hold(
          300,
          new BigDecimal("0.30"),
          List.of(held(JANUARY, "300"), held(MINUTE, "1"), held(MONEY, "0.30"), held(OPEN, "1")),
          "2026-01",
          true);

  private static Hold.HeldWindow held(WindowKey window, String amount) {
    return new Hold.HeldWindow(window, new BigDecimal(amount));
  }

  private static Balance reserved(WindowKey window) {
    return HOLD.windows().stream()
        .filter(h -> h.window().equals(window))
        .map(h -> Balance.EMPTY.reserve(h.amount()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> settled(List<BalanceAfter> after) {
    return after.stream().map(b -> b.balance().settled().toPlainString()).toList();
  }

  @Test
  @Tag("rule-2.4")
  void settlesWhatWasChargedInTheWindowsOfTheHoldAndReservesNothingMore() {
    List<BalanceAfter> after =
        HoldClosing.close(HOLD, List.of(), 30, new BigDecimal("0.03"), HoldClosingTest::reserved);

    assertThat(after)
        .extracting(BalanceAfter::window)
        .containsExactly(JANUARY, MINUTE, MONEY, OPEN);
    assertThat(after).allSatisfy(b -> assertThat(b.balance().reserved()).isZero());
    assertThat(settled(after)).containsExactly("30", "1", "0.03", "0");
  }

  @Test
  void countsARequestThatWasChargedNothingInItsMinute() {
    List<BalanceAfter> after =
        HoldClosing.close(HOLD, List.of(), 0, BigDecimal.ZERO, HoldClosingTest::reserved);

    assertThat(settled(after)).containsExactly("0", "1", "0", "0");
  }

  @Test
  @Tag("rule-2.3")
  void refusesAChargeAboveTheHold() {
    for (String[] charge : List.of(new String[] {"301", "0"}, new String[] {"0", "0.31"})) {
      assertThatThrownBy(() ->
              HoldClosing.close(
                  HOLD,
                  List.of(),
                  Long.parseLong(charge[0]),
                  new BigDecimal(charge[1]),
                  HoldClosingTest::reserved))
          .as(Arrays.toString(charge))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void leavesWhatOtherHoldsReserve() {
    Balance two = reserved(JANUARY).reserve(new BigDecimal("50"));

    List<BalanceAfter> after =
        HoldClosing.close(
            HOLD,
            List.of(),
            30,
            BigDecimal.ZERO,
            w -> w.equals(JANUARY) ? two : HoldClosingTest.reserved(w));

    assertThat(after.getFirst().balance().reserved()).isEqualByComparingTo("50");
  }

  @Test
  void correctsASettledChargeAndCountsTheRequestStillOnce() {
    Balance settled = Balance.EMPTY.settle(new BigDecimal("300"));

    List<BalanceAfter> after =
        HoldClosing.correct(HOLD, List.of(), -270, new BigDecimal("-0.27"), _ -> settled);

    assertThat(settled(after)).containsExactly("30", "300", "299.73", "300");
  }
}
