package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.awaitility.core.ThrowingRunnable;

/** One topic, one group, the pools a test starts on them, and what they did. */
final class PoolTestBed implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final PoolCluster cluster;
  private final String topic;
  private final boolean consumerProtocol;
  private final List<WorkerPool> pools = new ArrayList<>();
  private final List<LedgerHandler> ledgers = new ArrayList<>();

  PoolTestBed(PoolCluster cluster, String topic, int partitions, boolean consumerProtocol)
      throws Exception {
    this.cluster = cluster;
    this.topic = topic;
    this.consumerProtocol = consumerProtocol;
    cluster.createTopic(topic, partitions);
  }

  String topic() {
    return topic;
  }

  String group() {
    return "group-" + topic;
  }

  PoolSettings settings() {
    return consumerProtocol
        ? cluster.consumerProtocolSettings(group(), PoolTopic.realtime(topic))
        : cluster.settings(group(), PoolTopic.realtime(topic));
  }

  /** A ledger whose started records wait as long as the test holds them. */
  LedgerHandler ledger() {
    LedgerHandler ledger = new LedgerHandler();
    ledgers.add(ledger);
    return ledger;
  }

  LedgerHandler holdingLedger(Predicate<String> values) {
    LedgerHandler ledger = ledger();
    ledger.hold(values);
    return ledger;
  }

  WorkerPool start(PoolSettings settings, WorkHandler handler) {
    return track(new WorkerPool(settings, handler, new SimpleMeterRegistry()));
  }

  WorkerPool track(WorkerPool pool) {
    pools.add(pool);
    pool.start();
    return pool;
  }

  StopOutcome stop(WorkerPool pool, Duration limit) {
    return end(pool.stop(limit));
  }

  /** How a pool ended, once it has. */
  static StopOutcome end(CompletionStage<StopOutcome> ending) {
    return ending.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  void write(int partition, String prefix, int count) throws Exception {
    cluster.write(topic, partition, prefix, count);
  }

  /** How often each value started, over all pools. */
  Map<String, Integer> starts() {
    Map<String, Integer> starts = new HashMap<>();
    ledgers.forEach(
        ledger -> ledger.started().forEach(value -> starts.merge(value, 1, Integer::sum)));
    return starts;
  }

  void assertNothingStartedTwice() {
    assertThat(starts()).allSatisfy((value, times) -> assertThat(times).as(value).isEqualTo(1));
  }

  void awaitCommitted(int partition, long offset) {
    eventually(
        () -> assertThat(cluster.committedOffset(group(), topic, partition)).isEqualTo(offset));
  }

  /** What was committed last for the partition. */
  Progress progress(int partition) throws Exception {
    OffsetAndMetadata committed = cluster.committed(group(), topic, partition);
    assertThat(committed).isNotNull();
    DecodedProgress decoded = ProgressCodec.decode(committed.offset(), committed.metadata());
    assertThat(decoded).isInstanceOf(DecodedProgress.Intact.class);
    return ((DecodedProgress.Intact) decoded).progress();
  }

  static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(assertion);
  }

  @Override
  public void close() {
    ledgers.forEach(LedgerHandler::releaseAll);
    pools.forEach(pool -> stop(pool, Duration.ZERO));
  }
}
