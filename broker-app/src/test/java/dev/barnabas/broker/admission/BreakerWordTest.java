package dev.barnabas.broker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerWordTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration VALID = Duration.ofSeconds(30);

  @Test
  void isOpenWhenEveryLivingWorkerSaysSo() {
    assertThat(BreakerWord.open(List.of(said(true, 0), said(true, 10)), NOW)).isTrue();
  }

  @Test
  void isNotOpenWhileOneLivingWorkerCallsThePartner() {
    assertThat(BreakerWord.open(List.of(said(true, 0), said(false, 10)), NOW)).isFalse();
  }

  @Test
  void isNotOpenWhenNobodySaysAnything() {
    assertThat(BreakerWord.open(List.of(), NOW)).isFalse();
  }

  @Test
  void forgetsTheDead() {
    assertThat(BreakerWord.open(List.of(said(true, 30)), NOW)).as("a dead one's open").isFalse();
    assertThat(BreakerWord.open(List.of(said(false, 30), said(true, 29)), NOW))
        .as("a dead one's closed")
        .isTrue();
  }

  private static BreakerWord said(boolean open, int secondsAgo) {
    return new BreakerWord(open, NOW.minusSeconds(secondsAgo), VALID);
  }
}
