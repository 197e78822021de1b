package dev.barnabas.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OrderlyStopTest {

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @Test
  void runsTheLastAddedActionFirstAndEndsOrderly() {
    OrderlyStop stop = new OrderlyStop(Duration.ofSeconds(10));
    stop.add("telemetry", () -> done.add("telemetry"));
    stop.add("streams", () -> done.add("streams"));

    assertThat(stop.run()).isEqualTo(ExitCodes.ORDERLY);
    assertThat(done).containsExactly("streams", "telemetry");
    assertThat(stop.isStopping()).isTrue();
  }

  @Test
  void goesOnAfterAnActionThatFailed() {
    OrderlyStop stop = new OrderlyStop(Duration.ofSeconds(10));
    stop.add("last", () -> done.add("last"));
    stop.add(
        "broken",
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThat(stop.run()).isEqualTo(ExitCodes.ORDERLY);
    assertThat(done).containsExactly("last");
  }

  @Test
  void leavesTheRestUndoneWhenTheBoundHasPassed() {
    OrderlyStop stop = new OrderlyStop(Duration.ofMillis(50));
    stop.add("rest", () -> done.add("rest"));
    stop.add("hanging", () -> new CountDownLatch(1).await());

    assertThat(stop.run()).isEqualTo(ExitCodes.STOP_INCOMPLETE);
    assertThat(done).isEmpty();
  }

  @Test
  void letsThoseWhoWaitGoOnWhenAStopStarts() throws Exception {
    OrderlyStop stop = new OrderlyStop(Duration.ofSeconds(10));
    Thread waiting = Thread.ofVirtual().start(() -> await(stop));
    stop.run();

    assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    assertThat(done).containsExactly("waited");
  }

  private void await(OrderlyStop stop) {
    try {
      stop.await();
      done.add("waited");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
