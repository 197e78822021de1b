package dev.barnabas.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkPlanTest {
  @Test
  void isTheSameForTheSameSeed() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(WorkPlan.of(7, 100, 40, minute)).isEqualTo(WorkPlan.of(7, 100, 40, minute));
    assertThat(WorkPlan.of(7, 100, 40, minute)).isNotEqualTo(WorkPlan.of(8, 100, 40, minute));
  }

  @Test
  void drawsWithinItsBoundsButForTheStraggler() {
    List<Duration> durations = WorkPlan.of(7, 500, 40, Duration.ofMinutes(1)).durations();

    assertThat(durations.get(40)).isEqualTo(Duration.ofMinutes(1));
    assertThat(durations.stream().filter(each -> each.toSeconds() < 60))
        .hasSize(499)
        .allMatch(each -> each.toMillis() >= 100 && each.toMillis() <= 5_000);
  }

  @Test
  void idealStartsEachCallInOrderWhenAPermitIsFree() {
    WorkPlan plan = plan(1, 4, 2, 2, 1);

    assertThat(plan.ideal(1)).isEqualTo(plan.oneAfterTheOther()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.ideal(2)).isEqualTo(Duration.ofSeconds(5));
    assertThat(plan.ideal(5)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void stragglerHoldsAPermitButNotTheEndOfTheOthers() {
    WorkPlan plan = plan(60, 1, 1, 1);

    assertThat(plan.ideal(2)).isEqualTo(Duration.ofSeconds(60));
    assertThat(plan.idealWithoutStraggler(2)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void shareKeepsTheStragglerOnlyIfItIsInIt() {
    WorkPlan plan = WorkPlan.of(7, 100, 40, Duration.ofMinutes(1));

    assertThat(plan.first(20).straggler()).isEqualTo(-1);
    assertThat(plan.first(41).straggler()).isEqualTo(40);
    assertThat(plan.first(20).durations()).isEqualTo(plan.durations().subList(0, 20));
  }

  private static WorkPlan plan(int... seconds) {
    return new WorkPlan(Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList(), 0);
  }
}
