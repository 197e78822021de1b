package dev.barnabas.broker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final CommitPace pace = new CommitPace(Duration.ofMillis(100));

  @Test
  void asksAtOnceForARecordThatWasJustAppended() {
    pace.processed(NOW.minusMillis(3), NOW);

    assertThat(pace.asks(NOW)).isTrue();
    assertThat(pace.asks(NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void asksForWhatComesDirectlyAfterItATenthOfTheIntervalLater() {
    pace.processed(NOW, NOW);
    assertThat(pace.asks(NOW)).isTrue();

    pace.processed(NOW.plusMillis(1), NOW.plusMillis(1));
    assertThat(pace.asks(NOW.plusMillis(9))).isFalse();
    assertThat(pace.asks(NOW.plusMillis(10))).isTrue();
  }

  @Test
  void leavesTwoThirdsOfTheTimeToOtherThingsThanCommits() {
    pace.processed(NOW, NOW);
    assertThat(pace.asks(NOW)).isTrue();

    Instant back = NOW.plusMillis(40);
    pace.processed(back, back);

    assertThat(pace.asks(NOW.plusMillis(59))).isFalse();
    assertThat(pace.asks(NOW.plusMillis(60))).isTrue();
  }

  @Test
  void waitsNoLongerThanTheIntervalHoweverLongACommitTook() {
    pace.processed(NOW, NOW);
    assertThat(pace.asks(NOW)).isTrue();

    Instant back = NOW.plusMillis(90);
    pace.processed(back, back);

    assertThat(pace.asks(NOW.plusMillis(99))).isFalse();
    assertThat(pace.asks(NOW.plusMillis(100))).isTrue();
  }

  @Test
  void leavesItToTheIntervalWhileItIsBehindAndAsksAgainWhenItHasCaughtUp() {
    pace.processed(NOW.minusMillis(101), NOW);
    assertThat(pace.asks(NOW.plusSeconds(1))).isFalse();

    pace.processed(NOW.minusMillis(100), NOW);
    assertThat(pace.asks(NOW.plusSeconds(1))).isTrue();
  }
}
