package dev.barnabas.broker.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.InMemoryState;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:34:56Z");
  private static final WindowKey MINUTE =
      new WindowKey("acme", "tenant", "requests_per_minute", "2026-01-31T12:34");

  private final InMemoryState state = new InMemoryState();

  private void forget(Timer timer) {
    Unit unit = new Unit(state, timer.due());
    Windows.forget(unit, timer);
    unit.write();
  }

  @Test
  void setsOneTimerForAWindowAndHourHoweverManyHoldsItTakes() {
    assertThat(Windows.forgetting(MINUTE, NOW))
        .isEqualTo(Windows.forgetting(MINUTE, NOW.plusSeconds(60)));
    assertThat(Windows.forgetting(MINUTE, NOW).due())
        .isEqualTo(Instant.parse("2026-02-01T13:00:00Z"));
  }

  @Test
  void keepsAMonthLongerThanALateCorrectionMayTake() {
    WindowKey month = new WindowKey("acme", "tenant", "tokens_per_month", "2026-01");

    assertThat(Duration.between(NOW, Windows.forgetting(month, NOW).due()))
        .isGreaterThan(Duration.ofDays(2 * 366));
  }

  @Test
  void forgetsAWindowInWhichNothingIsReserved() {
    state.put(MINUTE, Balance.EMPTY.settle(BigDecimal.TEN));

    forget(Windows.forgetting(MINUTE, NOW));

    assertThat(state.balances()).isEmpty();
    assertThat(state.timers()).isEmpty();
  }

  @Test
  void asksAgainLaterWhileSomethingIsReserved() {
    state.put(MINUTE, Balance.EMPTY.reserve(BigDecimal.ONE));
    Timer timer = Windows.forgetting(MINUTE, NOW);

    forget(timer);

    assertThat(state.balance(MINUTE).reserved()).isOne();
    assertThat(state.timers())
        .singleElement()
        .satisfies(next -> assertThat(next.due()).isAfter(timer.due()));
  }
}
