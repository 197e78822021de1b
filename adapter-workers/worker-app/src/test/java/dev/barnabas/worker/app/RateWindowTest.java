package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateWindowTest {
  private static final Instant NOW = ManualClock.START;

  private record Taken(Instant at, long amount) {}

  @Test
  void grantsUpToTheLimitAtOnceAndTheNextWhenTheFirstLeaves() {
    RateWindow window = new RateWindow(2);

    assertThat(take(window, 1, NOW)).isEqualTo(NOW);
    assertThat(take(window, 1, NOW.plusSeconds(10))).isEqualTo(NOW.plusSeconds(10));
    assertThat(take(window, 1, NOW.plusSeconds(20))).isEqualTo(NOW.plusSeconds(60));
    assertThat(take(window, 1, NOW.plusSeconds(20))).isEqualTo(NOW.plusSeconds(70));
    assertThat(take(window, 1, NOW.plusSeconds(20))).isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void neverHoldsMoreThanTheLimitInAnyMinute() {
    Random random = new Random(20_261_120);
    RateWindow window = new RateWindow(100);
    List<Taken> taken = new ArrayList<>();
    Instant now = NOW;
    for (int i = 0; i < 2_000; i++) {
      now = now.plusMillis(random.nextInt(2_000));
      long amount = 1L + random.nextInt(40);
      taken.add(new Taken(take(window, amount, now), amount));
    }

    assertThat(taken)
        .allSatisfy(one -> assertThat(minuteFrom(one.at(), taken)).isLessThanOrEqualTo(100));
    assertThat(taken).extracting(Taken::at).isSorted();
  }

  @Test
  void grantsAnAmountAboveTheLimitAlone() {
    RateWindow window = new RateWindow(100);
    var _ = take(window, 1, NOW);

    assertThat(take(window, 1_000, NOW)).isEqualTo(NOW.plusSeconds(60));
    assertThat(take(window, 1, NOW)).isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void givesBackWhatWasNotUsed() {
    RateWindow window = new RateWindow(100);
    RateWindow.Granted first = window.take(100, NOW, NOW);
    window.settle(first, 30);

    assertThat(window.earliest(70, NOW)).isEqualTo(NOW);
    assertThat(window.earliest(71, NOW)).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void letsNobodyWaitBehindWhatWasGivenBack() {
    RateWindow window = new RateWindow(1);
    var _ = take(window, 1, NOW);
    RateWindow.Granted second = window.take(1, window.earliest(1, NOW), NOW);
    RateWindow.Granted third = window.take(1, window.earliest(1, NOW), NOW);

    window.giveBack(second);
    assertThat(window.earliest(1, NOW)).as("behind the third").isEqualTo(NOW.plusSeconds(180));
    window.giveBack(third);

    assertThat(window.earliest(1, NOW)).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void hasNeverRoomWithoutALimit() {
    assertThat(new RateWindow(0).earliest(1, NOW)).isEqualTo(RateWindow.NEVER);
  }

  @Test
  void countsTheLastMinuteUnderAnotherLimitToo() {
    RateWindow window = new RateWindow(2);
    var _ = take(window, 2, NOW);
    window.limit(3);

    assertThat(take(window, 1, NOW)).isEqualTo(NOW);
    assertThat(take(window, 1, NOW)).isEqualTo(NOW.plusSeconds(60));
  }

  private static Instant take(RateWindow window, long amount, Instant now) {
    Instant at = window.earliest(amount, now);
    var _ = window.take(amount, at, now);
    return at;
  }

  private static long minuteFrom(Instant start, List<Taken> taken) {
    Instant end = start.plus(Duration.ofMinutes(1));
    return taken.stream()
        .filter(one -> !one.at().isBefore(start) && one.at().isBefore(end))
        .mapToLong(Taken::amount)
        .sum();
  }
}
