package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.Retry;
import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final Instant NOW = ManualClock.START;

  @Test
  void allowsAShareOfTheAnsweredCallsAndTheFloor() {
    RetryBudget budget = new RetryBudget(settings(20, 3));
    for (int i = 0; i < 100; i++) {
      budget.answered(NOW);
    }

    assertThat(repeats(budget, NOW, 100)).isEqualTo(23);
  }

  @Test
  void forgetsAfterAMinute() {
    RetryBudget budget = new RetryBudget(settings(20, 3));
    assertThat(repeats(budget, NOW, 10)).isEqualTo(3);

    assertThat(repeats(budget, NOW.plusSeconds(59), 10)).isZero();
    assertThat(repeats(budget, NOW.plusSeconds(60), 10)).isEqualTo(3);
  }

  @Test
  void takesOtherSettingsWithoutForgetting() {
    RetryBudget budget = new RetryBudget(settings(0, 3));
    assertThat(repeats(budget, NOW, 10)).isEqualTo(3);

    budget.change(settings(0, 5));

    assertThat(repeats(budget, NOW, 10)).isEqualTo(2);
  }

  /** Whatever the traffic, no minute sees more repeats than its answers and the floor allow. */
  @Property(tries = 200)
  void neverExceedsItsShareInAnyMinute(
      @ForAll long seed,
      @ForAll @IntRange(max = 100) int percent,
      @ForAll @IntRange(max = 20) int floor) {
    Random random = new Random(seed);
    RetryBudget budget = new RetryBudget(settings(percent, floor));
    List<Instant> repeated = new ArrayList<>();
    List<Instant> answered = new ArrayList<>();
    Instant now = NOW;
    for (int i = 0; i < 400; i++) {
      now = now.plusSeconds(random.nextInt(3));
      if (random.nextBoolean()) {
        budget.answered(now);
        answered.add(now);
      } else if (budget.tryRepeat(now)) {
        repeated.add(now);
        long most = floor + inMinuteTo(now, answered) * percent / 100;
        assertThat(inMinuteTo(now, repeated)).isLessThanOrEqualTo(most);
      }
    }
  }

  /** The more items meet a total outage, the nearer one call each. */
  @Property(tries = 20)
  void tendsToOneCallPerItemUnderATotalOutage(
      @ForAll @IntRange(min = 1, max = 100) int percent,
      @ForAll @IntRange(max = 10) int floor,
      @ForAll @IntRange(min = 1_000, max = 3_000) int items) {
    WorkBench bench = new WorkBench();
    RetryBudget budget = new RetryBudget(settings(percent, floor));
    ScriptedAdapter down =
        new ScriptedAdapter().then(ScriptedAdapter.failure(FailureKind.PROVIDER_UNAVAILABLE));
    for (int i = 0; i < items; i++) {
      var _ =
          new RetryingAdapter(
                  down,
                  new Backoff(settings(percent, floor), () -> 0L),
                  budget,
                  bench.clock,
                  bench.clock.sleeper(),
                  allowed -> {},
                  null)
              .infer(ScriptedAdapter.call(bench.clock.instant().plusSeconds(600)));
    }

    // Everything within one minute: no time passes but that of the repeats' waits.
    assertThat(down.calls.size()).isBetween(items, items + floor);
  }

  private static long inMinuteTo(Instant now, List<Instant> events) {
    long first = now.getEpochSecond() - Duration.ofMinutes(1).toSeconds();
    return events.stream().filter(at -> at.getEpochSecond() > first).count();
  }

  private static int repeats(RetryBudget budget, Instant now, int wanted) {
    int allowed = 0;
    for (int i = 0; i < wanted; i++) {
      allowed += budget.tryRepeat(now) ? 1 : 0;
    }
    return allowed;
  }

  private static Retry settings(int percent, int floor) {
    return new Retry(
        3,
        Retry.Backoff.FIXED,
        Duration.ofMillis(1),
        Duration.ofMillis(1),
        Duration.ofMinutes(1),
        percent,
        floor);
  }
}
