package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.PoolTestBed.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit that the network delivers when its sender has long been expelled. */
class DelayedCommitIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest(name = "KIP-848: {0}")
  @ValueSource(booleans = {false, true})
  @Tag("rule-5.10")
  void changesNothingWhenACommitArrivesAfterARebalance(boolean consumerProtocol) throws Exception {
    try (DelayingProxy proxy = new DelayingProxy();
        PoolCluster cluster = PoolCluster.behindProxy(proxy.port());
        PoolTestBed bed =
            new PoolTestBed(cluster, "work-" + UUID.randomUUID(), 1, consumerProtocol)) {
      proxy.start(cluster.proxiedPort());
      bed.write(0, "a", 20);
      LedgerHandler first = bed.holdingLedger(value -> value.endsWith("3") || value.endsWith("7"));
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      WorkerPool far =
          bed.track(
              new WorkerPool(through(proxy, bed.settings()), first, meters, KafkaConsumer::new));
      eventually(() -> assertThat(first.finished()).hasSize(16));
      bed.awaitCommitted(0, 3);
      LedgerHandler second = bed.ledger();
      bed.start(bed.settings(), second);

      // Its commit of offset 7 is on the way when its session ends.
      proxy.holdNext(DelayingProxy.OFFSET_COMMIT);
      first.release("a-3"::equals);
      proxy.awaitHeld();
      eventually(() -> assertThat(second.handedBack()).hasSize(4));
      bed.write(0, "b", 10);
      bed.awaitCommitted(0, 30);
      proxy.letOthersThrough();
      proxy.release();
      eventually(() -> assertThat(far.health().partitions()).isZero());

      first.releaseAll();
      eventually(() -> assertThat(first.finished()).contains("a-3", "a-7", "a-13", "a-17"));
      bed.write(0, "c", 10);
      bed.awaitCommitted(0, 40);
      assertThat(meters.get(PoolMeters.FINISHED_LATE).counter().count()).isEqualTo(3);
      bed.stop(far, SOON);
      List<Long> commits = cluster.commits(bed.group(), bed.topic(), 0);
      assertThat(commits).isSorted().endsWith(40L);
      assertThat(second.handedBack()).contains("a-3", "a-7", "a-13", "a-17");
      assertThat(first.started()).noneMatch(value -> value.startsWith("b"));
      bed.assertNothingStartedTwice();
    }
  }

  private static PoolSettings through(DelayingProxy proxy, PoolSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.consumerProperties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:" + proxy.port());
    return PoolCluster.withProperties(settings, properties);
  }
}
