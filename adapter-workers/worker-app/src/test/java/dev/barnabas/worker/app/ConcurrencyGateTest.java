package dev.barnabas.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.barnabas.worker.app.ConcurrencyLimit.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ConcurrencyGateTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Instant NOW = ManualClock.START;

  private final ConcurrencyGate gate = new ConcurrencyGate(WorkBench.partner("max_concurrency: 2"));

  @Test
  void refusesWhenThereIsNoRoomInTime() throws InterruptedException {
    assertThat(gate.enter(Duration.ZERO)).isTrue();
    assertThat(gate.enter(Duration.ZERO)).isTrue();

    assertThat(gate.enter(Duration.ZERO)).isFalse();
  }

  @Test
  void letsThroughInTheOrderOfArrival() throws InterruptedException {
    fill();
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      threads.add(waiting(() -> order.add(number)));
    }

    for (int i = 1; i <= 3; i++) {
      int through = i;
      gate.leave(Sign.NONE, NOW, NOW);
      await().atMost(LONG).until(() -> order.size() == through);
    }

    assertThat(order).containsExactly(0, 1, 2);
    for (Thread thread : threads) {
      assertThat(thread.join(LONG)).isTrue();
    }
  }

  @Test
  void takesNoPlaceForOneWhoWasInterrupted() throws InterruptedException {
    fill();
    Thread waiter = waiting(() -> {});
    waiter.interrupt();
    assertThat(waiter.join(LONG)).isTrue();

    gate.leave(Sign.NONE, NOW, NOW);

    assertThat(gate.enter(Duration.ZERO)).isTrue();
    assertThat(gate.enter(Duration.ZERO)).isFalse();
  }

  @Test
  void letsOthersThroughWhenTheLimitGrows() throws InterruptedException {
    fill();
    AtomicReference<Boolean> through = new AtomicReference<>(false);
    Thread waiter = waiting(() -> through.set(true));

    gate.change(WorkBench.partner("max_concurrency: 3"));

    assertThat(waiter.join(LONG)).isTrue();
    assertThat(through.get()).isTrue();
  }

  private void fill() throws InterruptedException {
    assertThat(gate.enter(Duration.ZERO)).isTrue();
    assertThat(gate.enter(Duration.ZERO)).isTrue();
  }

  /** A thread that is known to wait at the gate, and then acts. */
  private Thread waiting(Runnable then) {
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                if (gate.enter(LONG)) {
                  then.run();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    await().atMost(LONG).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }
}
