package dev.barnabas.bench.pool;

import static java.util.Objects.requireNonNull;

import dev.barnabas.worker.pool.HandbackReason;
import dev.barnabas.worker.pool.PoolLimits;
import dev.barnabas.worker.pool.PoolSettings;
import dev.barnabas.worker.pool.PoolTopic;
import dev.barnabas.worker.pool.StartDecision;
import dev.barnabas.worker.pool.StartGate;
import dev.barnabas.worker.pool.WorkHandler;
import dev.barnabas.worker.pool.WorkRecord;
import dev.barnabas.worker.pool.WorkerPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** The worker pool with its defaults, but for the permits. It ends when its process is killed. */
final class PoolWorker {
  private PoolWorker() {}

  static void run(WorkerArguments arguments, PaidWork work) throws InterruptedException {
    PoolSettings settings =
        PoolSettings.of(
                "compared",
                arguments.topics().group(),
                List.of(PoolTopic.realtime(arguments.topics().work())),
                Map.of("bootstrap.servers", arguments.bootstrap()))
            .withLimits(PoolLimits.defaults().withMaxInFlight(arguments.permits()));
    ComparedWorker.settings(settings);
    new WorkerPool(settings, new PaidHandler(work), new SimpleMeterRegistry()).start();
    new CountDownLatch(1).await();
  }

  /** Calls, or gives back; both block their virtual thread until it is acknowledged. */
  private record PaidHandler(PaidWork work) implements WorkHandler {
    @Override
    public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
      if (gate.tryStart() == StartDecision.GRANTED) {
        work.perform(requireNonNull(record.value()));
      }
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
      work.giveBack(requireNonNull(record.value()));
      return CompletableFuture.completedStage(null);
    }
  }
}
