package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CancelledAttemptsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private Instant time = NOW;
  private final CancelledAttempts cancelled = new CancelledAttempts(() -> time);

  @Test
  void knowsWhatNeedNotBeStarted() {
    cancelled.add("a", NOW.plusSeconds(60));

    assertThat(cancelled.contains("a")).isTrue();
    assertThat(cancelled.contains("b")).isFalse();
  }

  @Test
  void doesNotRememberWhatNobodyWouldStartAnyway() {
    cancelled.add("a", NOW);

    assertThat(cancelled.size()).isZero();
  }

  @Test
  void forgetsWhatIsPastItsDeadline() {
    for (int i = 0; i < 999; i++) {
      cancelled.add("early-" + i, NOW.plusSeconds(60));
    }
    time = NOW.plusSeconds(61);
    cancelled.add("late", NOW.plusSeconds(120));

    assertThat(cancelled.size()).isOne();
    assertThat(cancelled.contains("late")).isTrue();
  }
}
