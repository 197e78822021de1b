package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StartLimitTest {

  @Test
  void allowsNothingBeforeTheFirstAcknowledgement() {
    StartLimit limit = StartLimit.inheriting(0, 100).ask(100);

    assertThat(limit.allows(0)).isFalse();
    assertThat(limit.acknowledge(limit.asked()).allows(99)).isTrue();
    assertThat(limit.acknowledge(limit.asked()).allows(100)).isFalse();
  }

  @Test
  void asksAgainWhenHalfOfTheRoomForWhatMayArriveIsUsed() {
    StartLimit limit = StartLimit.inheriting(0, 100).ask(100).acknowledge(100);

    assertThat(limit.runsOut(0, 0, 50)).isFalse();
    assertThat(limit.runsOut(0, 0, 51)).isTrue();
    assertThat(limit.runsOut(60, 0, 80)).isFalse();
    assertThat(limit.runsOut(60, 0, 81)).isTrue();
  }

  @Test
  void asksForRecordsBeyondItOnceThereIsRoomForAllOrForAQuarterOfAStep() {
    StartLimit limit = StartLimit.inheriting(0, 100).ask(100).acknowledge(100);

    assertThat(limit.runsOut(90, 11, 111)).isFalse();
    assertThat(limit.runsOut(90, 10, 110)).isTrue();
    assertThat(limit.runsOut(76, 300, 400)).isFalse();
    assertThat(limit.runsOut(75, 300, 400)).isTrue();
    assertThat(limit.runsOut(100, 1, 101)).isFalse();
  }

  @Test
  void neverCommitsLessThanItInherited() {
    assertThat(StartLimit.inheriting(600, 100).ask(110).asked()).isEqualTo(600);
  }

  @Property
  void neverAllowsAStartThatNoAcknowledgedCommitCovers(
      @ForAll @IntRange(min = 1, max = 500) int step,
      @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 400) Integer> moves) {
    StartLimit limit = StartLimit.inheriting(0, step);
    long next = 0;
    long acknowledged = 0;
    for (int move : moves) {
      next += move;
      limit = limit.ask(next);
      if (move % 2 == 0) {
        acknowledged = limit.asked();
        limit = limit.acknowledge(acknowledged);
      }
      assertThat(limit.allows(acknowledged)).isFalse();
    }
  }
}
