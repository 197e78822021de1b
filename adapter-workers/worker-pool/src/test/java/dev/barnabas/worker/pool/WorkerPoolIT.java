package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pool on a real broker. */
class WorkerPoolIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static PoolCluster cluster;

  private final List<WorkerPool> pools = new ArrayList<>();
  private final LedgerHandler ledger = new LedgerHandler();
  private String topic;
  private String group;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new PoolCluster();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @BeforeEach
  void name() {
    topic = "work." + Long.toHexString(ThreadLocalRandom.current().nextLong());
    group = "group-" + topic;
  }

  @AfterEach
  void stopPools() {
    ledger.releaseAll();
    pools.forEach(pool -> pool.stop(Duration.ZERO).toCompletableFuture().join());
  }

  @Test
  void worksOnEveryRecordOnceAndCommitsTheEnd() throws Exception {
    cluster.createTopic(topic, 2);
    cluster.write(topic, 0, "a", 700);
    cluster.write(topic, 1, "b", 700);

    start(settings());

    awaitFinished(1400);
    assertThat(ledger.started()).hasSize(1400).doesNotHaveDuplicates();
    awaitCommitted(0, 700);
    awaitCommitted(1, 700);
    assertThat(ledger.handedBack()).isEmpty();
  }

  private PoolSettings settings() {
    return cluster.settings(group, PoolTopic.realtime(topic));
  }

  private WorkerPool start(PoolSettings settings) {
    return start(settings, ledger);
  }

  private WorkerPool start(PoolSettings settings, WorkHandler handler) {
    WorkerPool pool = new WorkerPool(settings, handler, new SimpleMeterRegistry());
    pools.add(pool);
    pool.start();
    return pool;
  }

  private void awaitFinished(int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(ledger.finished()).hasSize(count));
  }

  private void awaitCommitted(int partition, long offset) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(cluster.committedOffset(group, topic, partition)).isEqualTo(offset));
  }
}
