package dev.barnabas.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunOutcomeTest {
  private static final WorkPlan PLAN =
      new WorkPlan(List.of(Duration.ofSeconds(9), Duration.ofSeconds(1), Duration.ofSeconds(1)), 0);

  @Test
  void findsNothingInARunLeftAlone() {
    RunOutcome outcome =
        outcome(
            List.of(call(0, 1, 0, 9), call(1, 1, 0, 1), call(2, 1, 1, 2)),
            Set.of(0, 1, 2),
            Set.of(),
            OptionalLong.empty());

    assertThat(outcome.calls()).isEqualTo(3);
    assertThat(outcome.repeated()).isZero();
    assertThat(outcome.lost()).isZero();
    assertThat(outcome.untilOthers()).isEqualTo(Duration.ofSeconds(2));
    assertThat(outcome.untilAll()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void tellsRepeatsOfWhatRanFromRepeatsOfWhatHadItsAnswer() {
    RunOutcome outcome =
        outcome(
            List.of(
                call(0, 1, 0, 9),
                call(1, 1, 0, 1),
                call(2, 1, 6, 7),
                call(0, 1, 6, 15),
                call(1, 1, 6, 7)),
            Set.of(0, 1, 2),
            Set.of(),
            OptionalLong.of(seconds(5)));

    assertThat(outcome.repeated()).isEqualTo(2);
    assertThat(outcome.repeatedWithoutWord()).isEqualTo(2);
    assertThat(outcome.runningAtKill()).isEqualTo(1);
    assertThat(outcome.repeatedAfterResult()).isEqualTo(1);
  }

  @Test
  void countsAnAttemptThatTheDispatcherSentAsOneWithItsWord() {
    RunOutcome outcome =
        outcome(
            List.of(call(0, 1, 0, 9), call(1, 1, 0, 1), call(0, 2, 6, 15), call(1, 2, 6, 7)),
            Set.of(0, 1, 2),
            Set.of(new CallOrder(0, 2, 9_000)),
            OptionalLong.of(seconds(5)));

    assertThat(outcome.repeated()).isEqualTo(2);
    assertThat(outcome.repeatedWithWord()).isEqualTo(1);
    assertThat(outcome.repeatedWithoutWord()).isEqualTo(1);
  }

  @Test
  void missesWhatHasNoResult() {
    RunOutcome outcome =
        outcome(List.of(call(0, 1, 0, 9)), Set.of(0), Set.of(), OptionalLong.empty());

    assertThat(outcome.lost()).isEqualTo(2);
  }

  private static RunOutcome outcome(
      List<CallLedger.Call> calls,
      Set<Integer> results,
      Set<CallOrder> sentAnew,
      OptionalLong killed) {
    return RunOutcome.of(new RunOutcome.Seen(PLAN, calls, results, sentAnew, 0, 0, 0, killed));
  }

  private static CallLedger.Call call(int id, int attempt, long start, long end) {
    return new CallLedger.Call(
        new CallOrder(id, attempt, PLAN.durations().get(id).toMillis()),
        seconds(start),
        OptionalLong.of(seconds(end)));
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
