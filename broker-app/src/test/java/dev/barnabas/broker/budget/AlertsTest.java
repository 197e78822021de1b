package dev.barnabas.broker.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.broker.request.Balance;
import dev.barnabas.broker.request.InMemoryState;
import dev.barnabas.broker.request.Output.Alarm;
import dev.barnabas.broker.request.Output.BalanceAfter;
import dev.barnabas.broker.request.Timer;
import dev.barnabas.broker.request.Unit;
import dev.barnabas.broker.request.WindowKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T23:59:59Z");
  private static final WindowKey JANUARY =
      new WindowKey("acme", "tenant", "tokens_per_month", "2026-01");

  private final InMemoryState state = new InMemoryState();

  private List<Alarm> alarms(Instant at, Consumer<Unit> decision) {
    Unit unit = new Unit(state, at);
    decision.accept(unit);
    unit.write();
    return unit.outputs().stream().map(Alarm.class::cast).toList();
  }

  private List<Alarm> reached(WindowKey window, @Nullable Long soft) {
    Limit limit =
        new Limit(
            window.scope(),
            LimitKind.ofWord(window.limit()),
            BigDecimal.valueOf(1_000),
            true,
            soft == null ? null : BigDecimal.valueOf(soft));
    Balance balance = Balance.EMPTY.settle(BigDecimal.valueOf(700)).reserve(BigDecimal.TEN);
    var reached =
        new ReservationDecision.SoftlyReached(
            limit, new BalanceAfter(window, limit.value(), balance));
    return alarms(NOW, unit -> Alerts.softLimit(unit, reached));
  }

  private List<Alarm> unpriced(Instant at, String model) {
    return alarms(at, unit -> Alerts.unpriced(unit, "acme", model));
  }

  @Test
  void saysOnceThatAWindowHasReachedItsSoftLimitAndWithWhichNumbers() {
    assertThat(reached(JANUARY, 500L))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.tenantId()).isEqualTo("acme");
          assertThat(alarm.kind()).isEqualTo("SOFT_LIMIT");
          assertThat(alarm.subject()).isEqualTo("tenant tokens_per_month");
          assertThat(alarm.numbers())
              .containsEntry("window", "2026-01")
              .containsEntry("taken", "710")
              .containsEntry("soft", "500")
              .containsEntry("limit", "1000");
        });
    assertThat(reached(JANUARY, 500L)).isEmpty();
  }

  @Test
  void saysItAnewOfAnotherWindowScopeAndTenant() {
    assertThat(reached(JANUARY, 500L)).hasSize(1);
    assertThat(reached(new WindowKey("acme", "tenant", "tokens_per_month", "2026-02"), 500L))
        .hasSize(1);
    assertThat(reached(new WindowKey("acme", "model:fast", "tokens_per_month", "2026-01"), 500L))
        .hasSize(1);
    assertThat(reached(new WindowKey("umbrella", "tenant", "tokens_per_month", "2026-01"), 500L))
        .hasSize(1);
  }

  @Test
  void saysNothingWhereTheSoftLimitLeftTheConfiguration() {
    assertThat(reached(JANUARY, null)).isEmpty();
  }

  @Test
  void saysOnceADayThatAModelHasNoPrice() {
    assertThat(unpriced(NOW, "alpha/a"))
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.kind()).isEqualTo("UNPRICED");
          assertThat(alarm.subject()).isEqualTo("alpha/a");
        });
    assertThat(unpriced(NOW, "alpha/a")).isEmpty();
    assertThat(unpriced(NOW, "alpha/b")).hasSize(1);
    assertThat(unpriced(NOW.plusSeconds(1), "alpha/a")).as("the next day").hasSize(1);
  }

  @Test
  void remembersWhatWasSaidApartFromTheBudgetAndForgetsItLater() {
    assertThat(reached(JANUARY, 500L)).hasSize(1);

    assertThat(state.balance(JANUARY)).isEqualTo(Balance.EMPTY);
    assertThat(Alerts.isMark(JANUARY)).isFalse();
    assertThat(state.balances().keySet()).singleElement().matches(Alerts::isMark);
    assertThat(state.timers()).extracting(Timer::kind).containsExactly(Timer.Kind.WINDOW);
  }
}
