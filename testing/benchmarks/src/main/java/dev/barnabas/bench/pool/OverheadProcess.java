package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.Conditions;
import dev.barnabas.worker.pool.HandbackReason;
import dev.barnabas.worker.pool.PoolLimits;
import dev.barnabas.worker.pool.PoolMeters;
import dev.barnabas.worker.pool.PoolSettings;
import dev.barnabas.worker.pool.PoolTopic;
import dev.barnabas.worker.pool.StartGate;
import dev.barnabas.worker.pool.WorkHandler;
import dev.barnabas.worker.pool.WorkRecord;
import dev.barnabas.worker.pool.WorkerPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A process that reads the same records with a bare consumer and with the pool, in turn, and
 * measures its own CPU time and allocation. The handler does nothing, so that what is measured is
 * the pool.
 */
public final class OverheadProcess {
  private static final Duration POLL = Duration.ofMillis(50);

  /** The pool's default: both commit as often. */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

  private final JsonMapper json = new JsonMapper();
  private final String bootstrap;
  private final RunTopics topics;
  private final int records;
  private final int permits;

  private OverheadProcess(String[] arguments) {
    bootstrap = arguments[0];
    topics = new RunTopics(arguments[1]);
    records = Integer.parseInt(arguments[2]);
    permits = Integer.parseInt(arguments[4]);
  }

  /** Arguments: the broker, the run's name, the records, the rounds, the permits. */
  public static void main(String[] arguments) throws Exception {
    OverheadProcess process = new OverheadProcess(arguments);
    int rounds = Integer.parseInt(arguments[3]);
    for (int round = 0; round <= rounds; round++) {
      ObjectNode bare = process.measured("bare consumer", round, process::bare);
      ObjectNode pool = process.measured("pool", round, process::pool);
      if (round > 0) {
        MeasuredChild.found(bare);
        MeasuredChild.found(pool);
      }
    }
  }

  /** Reads all records and commits them; the group is its own. */
  private interface Reading {
    void read(String group, ObjectNode found) throws Exception;
  }

  private ObjectNode measured(String what, int round, Reading reading) throws Exception {
    ObjectNode found = json.createObjectNode().put("what", what).put("run", round);
    System.gc();
    long cpu = OwnProcess.cpuNanos();
    long bytes = OwnProcess.allocatedBytes();
    long begun = System.nanoTime();
    reading.read("%s-%s-%d".formatted(topics.group(), what.replace(' ', '-'), round), found);
    double cpuSeconds = (OwnProcess.cpuNanos() - cpu) / 1e9;
    double seconds = (System.nanoTime() - begun) / 1e9;
    return found
        .put("records", records)
        .put("perSecond", Math.round(records / seconds))
        .put("perCpuSecond", Math.round(records / cpuSeconds))
        .put("cpuMicrosEach", Conditions.hundredth(cpuSeconds * 1e6 / records))
        .put("bytesEach", (OwnProcess.allocatedBytes() - bytes) / records);
  }

  private void bare(String group, ObjectNode found) {
    Map<String, Object> properties = new HashMap<>(ClientProperties.consumer(bootstrap, group));
    long lastCommit = System.nanoTime();
    int commits = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
      consumer.subscribe(List.of(topics.work()));
      int seen = 0;
      while (seen < records) {
        seen += consumer.poll(POLL).count();
        if (System.nanoTime() - lastCommit > COMMIT_INTERVAL.toNanos()) {
          consumer.commitAsync();
          commits++;
          lastCommit = System.nanoTime();
        }
      }
      consumer.commitSync();
    }
    found.put("commits", commits + 1);
  }

  private void pool(String group, ObjectNode found) throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    CountDownLatch done = new CountDownLatch(records);
    WorkerPool pool = new WorkerPool(settings(group), new NoWork(done), meters);
    pool.start();
    done.await();
    double commits =
        meters.get(PoolMeters.COMMITS).tag(PoolMeters.TAG_RESULT, "acknowledged").counter().count();
    var outcome = pool.stop(Duration.ofSeconds(10)).toCompletableFuture().get();
    if (!outcome.clean()) {
      throw new IllegalStateException("not committed: " + outcome);
    }
    found.put("commits", commits + 1);
  }

  private PoolSettings settings(String group) {
    return PoolSettings.of(
            "overhead",
            group,
            List.of(PoolTopic.realtime(topics.work())),
            Map.of("bootstrap.servers", bootstrap))
        .withLimits(PoolLimits.defaults().withMaxInFlight(permits));
  }

  private record NoWork(CountDownLatch done) implements WorkHandler {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    @Override
    public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
      var _ = gate.tryStart();
      done.countDown();
      return DONE;
    }

    @Override
    public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
      return CompletableFuture.failedStage(new IllegalStateException("given back: " + record));
    }
  }
}
