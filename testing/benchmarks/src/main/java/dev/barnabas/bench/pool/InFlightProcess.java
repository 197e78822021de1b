package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.Conditions;
import dev.barnabas.worker.pool.HandbackReason;
import dev.barnabas.worker.pool.PoolLimits;
import dev.barnabas.worker.pool.PoolSettings;
import dev.barnabas.worker.pool.PoolTopic;
import dev.barnabas.worker.pool.StartGate;
import dev.barnabas.worker.pool.StopOutcome;
import dev.barnabas.worker.pool.WorkHandler;
import dev.barnabas.worker.pool.WorkRecord;
import dev.barnabas.worker.pool.WorkerPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A process whose pool has very many calls in flight, each blocking its virtual thread as a call
 * over HTTP does. Measures itself when all are in flight, while they wait, and when they end.
 */
public final class InFlightProcess {
  private static final String NAME = "in-flight";
  private static final Duration BOUND = Duration.ofMinutes(2);

  private final JsonMapper json = new JsonMapper();
  private final String bootstrap;
  private final RunTopics topics;
  private final int calls;
  private final Duration hold;
  private final CountDownLatch allStarted;
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final CountDownLatch allEnded;

  private InFlightProcess(String[] arguments) {
    bootstrap = arguments[0];
    topics = new RunTopics(arguments[1]);
    calls = Integer.parseInt(arguments[2]);
    hold = Duration.ofSeconds(Long.parseLong(arguments[3]));
    allStarted = new CountDownLatch(calls);
    allEnded = new CountDownLatch(calls);
  }

  /** Arguments: the broker, the run's name, the calls, the seconds that they wait. */
  public static void main(String[] arguments) throws Exception {
    new InFlightProcess(arguments).measure();
  }

  private void measure() throws Exception {
    WorkerPool pool = new WorkerPool(settings(), new Waiting(), new SimpleMeterRegistry());
    ObjectNode found = json.createObjectNode().put("calls", calls);
    found.put("heapMegabytesBefore", megabytes(OwnProcess.heapAfterCollection()));
    long begun = System.nanoTime();
    pool.start();
    await(allStarted);
    found.put("secondsUntilAllInFlight", seconds(System.nanoTime() - begun));
    inFlight(found);
    double rebalances = rebalances();
    waiting(found);
    draining(found, pool);
    found.put("rebalancesMeanwhile", rebalances() - rebalances);
    StopOutcome outcome = pool.stop(Duration.ZERO).toCompletableFuture().get();
    MeasuredChild.found(found.put("clean", outcome.clean()));
  }

  private PoolSettings settings() {
    return PoolSettings.of(
            NAME,
            topics.group(),
            List.of(PoolTopic.realtime(topics.work())),
            Map.of("bootstrap.servers", bootstrap))
        .withLimits(PoolLimits.defaults().withMaxInFlight(calls));
  }

  private static void inFlight(ObjectNode found) {
    long heap = OwnProcess.heapAfterCollection();
    found.put("heapMegabytes", megabytes(heap));
    found.put("residentMegabytes", megabytes(OwnProcess.residentBytes()));
    found.put("platformThreads", OwnProcess.platformThreads());
    found.put("systemThreads", OwnProcess.systemThreads());
    found.put("cpuSecondsSoFar", seconds(OwnProcess.cpuNanos()));
  }

  /** What it costs that they wait. */
  private void waiting(ObjectNode found) throws InterruptedException {
    long cpu = OwnProcess.cpuNanos();
    long begun = System.nanoTime();
    Thread.sleep(hold);
    double share = (double) (OwnProcess.cpuNanos() - cpu) / (System.nanoTime() - begun);
    found.put("secondsWaited", hold.toSeconds());
    found.put("percentOfACoreWhileWaiting", Conditions.hundredth(share * 100));
  }

  private void draining(ObjectNode found, WorkerPool pool) throws Exception {
    try (RunBroker broker = new RunBroker(bootstrap, topics)) {
      var _ = broker.uncommitted();
      long cpu = OwnProcess.cpuNanos();
      long begun = System.nanoTime();
      mayEnd.countDown();
      await(allEnded);
      found.put("secondsUntilAllEnded", seconds(System.nanoTime() - begun));
      while (broker.uncommitted() > 0) {
        Thread.sleep(Duration.ofMillis(5));
      }
      found.put("secondsUntilCommitted", seconds(System.nanoTime() - begun));
      found.put("cpuSecondsOfDrain", seconds(OwnProcess.cpuNanos() - cpu));
      found.put("inFlightAfterwards", pool.health().inFlight());
    }
  }

  private static double rebalances() throws JMException {
    ObjectName name =
        new ObjectName("kafka.consumer:type=consumer-coordinator-metrics,client-id=" + NAME);
    return (double)
        ManagementFactory.getPlatformMBeanServer().getAttribute(name, "rebalance-total");
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(latch.getCount() + " calls are missing");
    }
  }

  private static double megabytes(long bytes) {
    return Conditions.hundredth(bytes / 1e6);
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / 1e6) / 1e3;
  }

  private final class Waiting implements WorkHandler {
    @Override
    public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
      var _ = gate.tryStart();
      allStarted.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      allEnded.countDown();
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
      return CompletableFuture.failedStage(new IllegalStateException("given back: " + record));
    }
  }
}
