package dev.barnabas.broker.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.Output.BalanceAfter;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReservationTest {
  private static final Instant NOW = Instant.parse("2026-01-31T23:59:59Z");
  private static final Limit MONTH = limit(LimitKind.TOKENS_PER_MONTH, 1_000, true);
  private static final Limit MINUTE = limit(LimitKind.REQUESTS_PER_MINUTE, 2, true);

  private final Map<WindowKey, Balance> balances = new HashMap<>();

  private static Limit limit(LimitKind kind, long value, boolean enforced) {
    return new Limit("tenant", kind, BigDecimal.valueOf(value), enforced);
  }

  private static WindowKey window(LimitKind kind, Instant at) {
    return new WindowKey("acme", "tenant", kind.word(), kind.windowId(at));
  }

  private Balance balance(WindowKey key) {
    @Nullable Balance known = balances.get(key);
    return known == null ? Balance.EMPTY : known;
  }

  private ReservationDecision decide(List<Limit> limits, long tokens) {
    return Reservation.decide("acme", limits, tokens, BigDecimal.ZERO, this::balance, NOW);
  }

  private ReservationDecision.Granted granted(List<Limit> limits, long tokens) {
    return assertThat(decide(limits, tokens))
        .asInstanceOf(type(ReservationDecision.Granted.class))
        .actual();
  }

  private void settled(LimitKind kind, long amount) {
    balances.put(window(kind, NOW), new Balance(BigDecimal.valueOf(amount), BigDecimal.ZERO));
  }

  private void apply(List<BalanceAfter> after) {
    after.forEach(b -> balances.put(b.window(), b.balance()));
  }

  @Test
  void takesOneHoldAgainstEveryLimitInTheWindowsOfNow() {
    var granted = granted(List.of(MONTH, MINUTE), 300);

    assertThat(granted.hold().chargePeriod()).isEqualTo("2026-01");
    assertThat(granted.hold().windows())
        .containsExactly(
            new Hold.HeldWindow(window(LimitKind.TOKENS_PER_MONTH, NOW), BigDecimal.valueOf(300)),
            new Hold.HeldWindow(window(LimitKind.REQUESTS_PER_MINUTE, NOW), BigDecimal.ONE));
    assertThat(granted.balances())
        .extracting(b -> b.balance().reserved().longValue())
        .containsExactly(300L, 1L);
  }

  @Test
  void reservesToTheLastTokenAndNotOneMore() {
    settled(LimitKind.TOKENS_PER_MONTH, 700);

    assertThat(decide(List.of(MONTH), 300)).isInstanceOf(ReservationDecision.Granted.class);
    assertThat(decide(List.of(MONTH), 301)).isEqualTo(new ReservationDecision.Exhausted(MONTH));
  }

  @Test
  void countsWhatIsReservedAsIfItWereSettled() {
    apply(granted(List.of(MONTH), 600).balances());

    assertThat(decide(List.of(MONTH), 401)).isInstanceOf(ReservationDecision.Exhausted.class);
  }

  @Test
  void refusesAtOnceWhatNoEmptyWindowWouldTake() {
    assertThat(decide(List.of(MINUTE, MONTH), 1_001))
        .isEqualTo(new ReservationDecision.TooLarge(MONTH));
  }

  @Test
  void waitsForAMinuteThatIsFull() {
    settled(LimitKind.REQUESTS_PER_MINUTE, 2);

    assertThat(decide(List.of(MONTH, MINUTE), 1)).isEqualTo(new ReservationDecision.Wait(MINUTE));
  }

  @Test
  void refusesForTheMonthThoughTheMinuteIsFullToo() {
    settled(LimitKind.REQUESTS_PER_MINUTE, 2);
    settled(LimitKind.TOKENS_PER_MONTH, 1_000);

    assertThat(decide(List.of(MINUTE, MONTH), 1))
        .isEqualTo(new ReservationDecision.Exhausted(MONTH));
  }

  @Test
  void refusesWhereNoLimitIsConfigured() {
    assertThat(decide(List.of(), 1)).isEqualTo(new ReservationDecision.NoQuota());
  }

  @Test
  void grantsAndTellsWhatALimitInShadowModeWouldHaveRefused() {
    Limit shadow = limit(LimitKind.TOKENS_PER_MONTH, 10, false);

    assertThat(granted(List.of(shadow), 300).shadowed()).containsExactly(shadow);
  }

  @Test
  @Tag("rule-2.4")
  void raisesAHoldInTheWindowsItWasTakenIn() {
    var first = granted(List.of(MONTH, MINUTE), 300);
    apply(first.balances());

    var raised =
        assertThat(
                Reservation.raise(
                    first.hold(), List.of(MONTH, MINUTE), 500, BigDecimal.ZERO, this::balance))
            .asInstanceOf(type(ReservationDecision.Granted.class))
            .actual();

    assertThat(raised.hold().tokens()).isEqualTo(500);
    assertThat(raised.hold().windows())
        .extracting(Hold.HeldWindow::window)
        .containsExactlyElementsOf(
            first.hold().windows().stream().map(Hold.HeldWindow::window).toList());
    assertThat(raised.balances())
        .extracting(b -> b.balance().reserved().longValue())
        .containsExactly(500L, 1L);
  }

  @Test
  void neverLowersAHoldForACheaperPartner() {
    var first = granted(List.of(MONTH), 300);
    apply(first.balances());

    var raised =
        assertThat(
                Reservation.raise(
                    first.hold(), List.of(MONTH), 100, BigDecimal.ZERO, this::balance))
            .asInstanceOf(type(ReservationDecision.Granted.class))
            .actual();

    assertThat(raised.hold()).isEqualTo(first.hold());
  }

  @Test
  @Tag("rule-2.2")
  void doesNotRaiseAboveTheLimitInForce() {
    var first = granted(List.of(MONTH), 300);
    apply(first.balances());
    Limit lowered = limit(LimitKind.TOKENS_PER_MONTH, 400, true);

    assertThat(
            Reservation.raise(first.hold(), List.of(lowered), 401, BigDecimal.ZERO, this::balance))
        .isEqualTo(new ReservationDecision.Exhausted(lowered));
  }

  @Test
  @Tag("rule-2.6")
  void keepsAHoldThatNeedsNoMoreThoughTheLimitWasLoweredBelowIt() {
    var first = granted(List.of(MONTH), 300);
    apply(first.balances());
    Limit lowered = limit(LimitKind.TOKENS_PER_MONTH, 100, true);

    assertThat(
            Reservation.raise(first.hold(), List.of(lowered), 300, BigDecimal.ZERO, this::balance))
        .isInstanceOf(ReservationDecision.Granted.class);
  }

  @Test
  void raisesFreelyWhereTheLimitLeftTheConfiguration() {
    var first = granted(List.of(MONTH), 300);
    apply(first.balances());

    assertThat(Reservation.raise(first.hold(), List.of(), 5_000, BigDecimal.ZERO, this::balance))
        .isInstanceOf(ReservationDecision.Granted.class);
  }
}
