package dev.barnabas.broker.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.Hold;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits at their very edge, those of an alias beside those of its tenant, and soft ones. */
class RoomTest {
  private static final Instant NOW = Instant.parse("2026-01-31T23:59:59Z");

  private final Map<WindowKey, Balance> balances = new HashMap<>();

  private static Limit limit(String scope, LimitKind kind, long value) {
    return new Limit(scope, kind, BigDecimal.valueOf(value), true);
  }

  private static Limit soft(LimitKind kind, long value, long soft) {
    return new Limit("tenant", kind, BigDecimal.valueOf(value), true, BigDecimal.valueOf(soft));
  }

  private void settled(String scope, LimitKind kind, long amount) {
    balances.put(
        new WindowKey("acme", scope, kind.word(), kind.windowId(NOW)),
        Balance.EMPTY.settle(BigDecimal.valueOf(amount)));
  }

  private Balance balance(WindowKey window) {
    return balances.getOrDefault(window, Balance.EMPTY);
  }

  private ReservationDecision decide(List<Limit> limits, long tokens) {
    return Reservation.decide("acme", limits, tokens, BigDecimal.ZERO, this::balance, NOW);
  }

  private static ReservationDecision.Granted granted(ReservationDecision decision) {
    return assertThat(decision).asInstanceOf(type(ReservationDecision.Granted.class)).actual();
  }

  private ReservationDecision.Granted held(List<Limit> limits, long tokens) {
    ReservationDecision.Granted granted = granted(decide(limits, tokens));
    granted.balances().forEach(after -> balances.put(after.window(), after.balance()));
    return granted;
  }

  private ReservationDecision raise(Hold hold, List<Limit> limits, long tokens) {
    return Reservation.raise(hold, limits, tokens, BigDecimal.ZERO, this::balance);
  }

  @Test
  void waitsWithWhatFitsAnEmptyMinuteToTheLastToken() {
    Limit minute = limit("tenant", LimitKind.TOKENS_PER_MINUTE, 100);
    settled("tenant", LimitKind.TOKENS_PER_MINUTE, 1);

    assertThat(decide(List.of(minute), 100)).isEqualTo(new ReservationDecision.Wait(minute));
    assertThat(decide(List.of(minute), 101)).isEqualTo(new ReservationDecision.TooLarge(minute));
  }

  @Test
  void raisesAHoldToTheLastToken() {
    Limit month = limit("tenant", LimitKind.TOKENS_PER_MONTH, 1_000);
    Hold hold = held(List.of(month), 300).hold();

    assertThat(raise(hold, List.of(month), 1_000)).isInstanceOf(ReservationDecision.Granted.class);
    assertThat(raise(hold, List.of(month), 1_001))
        .isEqualTo(new ReservationDecision.Exhausted(month));
  }

  @Test
  void raisesAHoldAgainstTheLimitOfItsOwnScope() {
    Limit alias = limit("model:fast", LimitKind.TOKENS_PER_MONTH, 10_000);
    Limit tenant = limit("tenant", LimitKind.TOKENS_PER_MONTH, 500);
    Hold hold = held(List.of(alias, tenant), 300).hold();

    assertThat(raise(hold, List.of(alias, tenant), 501))
        .isEqualTo(new ReservationDecision.Exhausted(tenant));
  }

  @Test
  void tellsARaiseThatALimitInShadowModeWouldHaveRefused() {
    Limit month = limit("tenant", LimitKind.TOKENS_PER_MONTH, 1_000);
    Limit shadow = new Limit("tenant", LimitKind.TOKENS_PER_MONTH, BigDecimal.TEN, false);
    Hold hold = held(List.of(month), 300).hold();

    assertThat(granted(raise(hold, List.of(shadow), 301)).shadowed()).containsExactly(shadow);
    assertThat(granted(raise(hold, List.of(shadow), 300)).shadowed())
        .as("what takes no more than it has is not refused")
        .isEmpty();
  }

  @Test
  void tellsThatAHoldReachesASoftLimitAndNotBefore() {
    Limit month = soft(LimitKind.TOKENS_PER_MONTH, 1_000, 300);

    assertThat(granted(decide(List.of(month), 299)).alerts()).isEmpty();
    assertThat(granted(decide(List.of(month), 300)).alerts())
        .singleElement()
        .satisfies(reached -> {
          assertThat(reached.limit()).isEqualTo(month);
          assertThat(reached.after().balance().taken()).isEqualByComparingTo("300");
        });
  }

  @Test
  void tellsThatARaiseReachesASoftLimitAndThatAHoldThatStaysDoesNot() {
    Limit month = soft(LimitKind.TOKENS_PER_MONTH, 1_000, 300);
    Hold hold = held(List.of(month), 250).hold();

    assertThat(granted(raise(hold, List.of(month), 299)).alerts()).isEmpty();
    assertThat(granted(raise(hold, List.of(month), 300)).alerts()).hasSize(1);

    Limit lowered = soft(LimitKind.TOKENS_PER_MONTH, 1_000, 100);
    assertThat(granted(raise(hold, List.of(lowered), 250)).alerts()).isEmpty();
  }

  @Test
  void chargesAHoldToItsLastTokenAndCent() {
    Limit month = limit("tenant", LimitKind.TOKENS_PER_MONTH, 1_000);
    Hold hold =
        new Hold(300, BigDecimal.ONE, held(List.of(month), 300).hold().windows(), "2026-01", true);

    assertThat(HoldClosing.close(hold, List.of(month), 300, BigDecimal.ONE, this::balance))
        .singleElement()
        .satisfies(after -> {
          assertThat(after.balance().settled()).isEqualByComparingTo("300");
          assertThat(after.balance().reserved()).isZero();
          assertThat(after.limit()).isEqualByComparingTo("1000");
        });
  }
}
