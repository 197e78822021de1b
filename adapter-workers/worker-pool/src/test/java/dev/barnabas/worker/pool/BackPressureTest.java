package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.FlowDecision.FETCH;
import static dev.barnabas.worker.pool.FlowDecision.PAUSED_BY_BYTES;
import static dev.barnabas.worker.pool.FlowDecision.PAUSED_BY_WAITING;
import static dev.barnabas.worker.pool.FlowDecision.PAUSED_BY_WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackPressureTest {

  private final BackPressure pressure = new BackPressure(100, 1_000);

  @Test
  void pausesWhenTooManyRecordsWait() {
    assertThat(pressure.decide(99, 0, false, FETCH)).isEqualTo(FETCH);
    assertThat(pressure.decide(100, 0, false, FETCH)).isEqualTo(PAUSED_BY_WAITING);
  }

  @Test
  void resumesWhenAnEighthOfThemHasStarted() {
    assertThat(pressure.decide(88, 0, false, PAUSED_BY_WAITING)).isEqualTo(PAUSED_BY_WAITING);
    assertThat(pressure.decide(87, 0, false, PAUSED_BY_WAITING)).isEqualTo(FETCH);
  }

  @Test
  void pausesWhenTheOldestUnfinishedRecordIsAWindowBehind() {
    assertThat(pressure.decide(0, 999, false, FETCH)).isEqualTo(FETCH);
    assertThat(pressure.decide(0, 1_000, false, FETCH)).isEqualTo(PAUSED_BY_WINDOW);
  }

  @Test
  void resumesAtThreeQuartersOfTheWindow() {
    assertThat(pressure.decide(0, 751, false, PAUSED_BY_WINDOW)).isEqualTo(PAUSED_BY_WINDOW);
    assertThat(pressure.decide(0, 750, false, PAUSED_BY_WINDOW)).isEqualTo(FETCH);
  }

  @Test
  void pausesAPartitionWithWaitingRecordsWhileThePoolHoldsAllTheBytesItMay() {
    assertThat(pressure.decide(1, 0, true, FETCH)).isEqualTo(PAUSED_BY_BYTES);
    assertThat(pressure.decide(0, 0, true, PAUSED_BY_BYTES)).isEqualTo(FETCH);
    assertThat(pressure.decide(1, 0, false, PAUSED_BY_BYTES)).isEqualTo(FETCH);
  }

  @Test
  void resumesANearlyFullWindowThatWasPausedForWaitingRecordsOnly() {
    assertThat(pressure.decide(0, 900, false, PAUSED_BY_WAITING)).isEqualTo(FETCH);
  }
}
