package dev.barnabas.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.adapter.AdapterSettings;
import dev.barnabas.adapter.CallLimits;
import dev.barnabas.adapter.ModelAdapter;
import dev.barnabas.adapter.ModelCall;
import dev.barnabas.adapter.ModelFailure;
import dev.barnabas.adapter.ModelOutcome;
import dev.barnabas.adapter.testkit.Calls;
import dev.barnabas.emulator.Emulator;
import dev.barnabas.emulator.EmulatorOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What a streamed call under way costs in heap, the provider emulator's half of it included, which
 * is in the same process. {@code -Dbarnabas.calls.in.flight=10000} measures ten thousand.
 */
final class CallsInFlightIT {
  private static final int CALLS = Integer.getInteger("barnabas.calls.in.flight", 300);

  /** Ten thousand calls of this size fit into 1 GiB. */
  private static final long MOST_BYTES_PER_CALL = 100 * 1024;

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void costsLittleMemoryWhileItRuns() throws IOException, InterruptedException, ExecutionException {
    List<Future<ModelOutcome>> running = new ArrayList<>();
    try (Emulator emulator = Emulator.start(EmulatorOptions.defaults());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ModelAdapter adapter = adapter(emulator);
      adapter.infer(Calls.plain("emulator-fast"));
      long before = usedHeap();

      for (int i = 0; i < CALLS; i++) {
        running.add(threads.submit(() -> adapter.infer(stalling())));
      }
      Awaitility.await().atMost(LONG).until(() -> emulator.inFlight() == CALLS);
      long perCall = (usedHeap() - before) / CALLS;

      System.out.printf("%d calls in flight: %d bytes of heap each%n", CALLS, perCall);
      assertThat(perCall).isLessThan(MOST_BYTES_PER_CALL);
      adapter.close();
      for (Future<ModelOutcome> one : running) {
        assertThat(one.get()).isInstanceOf(ModelFailure.class);
      }
    }
  }

  private static ModelAdapter adapter(Emulator emulator) {
    return new OpenAiAdapterFactory()
        .create(
            AdapterSettings.of("alpha", emulator.baseUri(), () -> "key")
                .withLimits(CallLimits.DEFAULT.withIdle(LONG).withTotal(LONG)));
  }

  private static ModelCall stalling() {
    return Calls.withDeadline(Calls.plain("fault-stall"), Instant.now().plus(LONG));
  }

  private static long usedHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
