package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.PoolTestBed.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several pools that share a group on a real broker. */
class RebalanceIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static PoolCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new PoolCluster();
  }

  @AfterAll
  static void stopCluster() throws Exception {
    cluster.close();
  }

  @ParameterizedTest(name = "KIP-848: {0}")
  @ValueSource(booleans = {false, true})
  @Tag("rule-5.10")
  void movesPartitionsAndHandsBackOnlyWhatHadStarted(boolean consumerProtocol) throws Exception {
    try (PoolTestBed bed = bed(4, consumerProtocol)) {
      PoolSettings settings = shortDrain(bed);
      for (int partition = 0; partition < 4; partition++) {
        bed.write(partition, "p" + partition, 200);
      }
      LedgerHandler first = bed.holdingLedger(value -> value.endsWith("-7"));
      WorkerPool firstPool = bed.start(settings, first);
      eventually(() -> assertThat(first.finished()).hasSize(4 * 199));

      LedgerHandler second = bed.ledger();
      WorkerPool secondPool = bed.start(settings, second);
      eventually(() -> assertThat(firstPool.health().partitions()).isEqualTo(2));
      eventually(() -> assertThat(secondPool.health().partitions()).isEqualTo(2));
      for (int partition = 0; partition < 4; partition++) {
        bed.write(partition, "q" + partition, 100);
      }

      eventually(() -> assertThat(bed.starts()).hasSize(4 * 300));
      eventually(() -> assertThat(second.handedBack()).hasSize(2));
      assertThat(second.handedBack()).allMatch(value -> value.endsWith("-7"));
      first.releaseAll();
      for (int partition = 0; partition < 4; partition++) {
        bed.awaitCommitted(partition, 300);
      }
      bed.assertNothingStartedTwice();
      assertThat(first.handedBack()).isEmpty();
    }
  }

  @Test
  void leavesToTheNextOwnerWhatHadNotPassedTheGate() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 20);
      WaitingHandler waiting = new WaitingHandler();
      WorkerPool first = bed.start(bed.settings(), waiting);
      eventually(() -> assertThat(waiting.arrived).hasSize(20));

      StopOutcome outcome = bed.stop(first, SOON);
      waiting.proceed.complete(null);

      assertThat(outcome.clean()).isTrue();
      eventually(() -> assertThat(waiting.decisions).hasSize(20));
      assertThat(waiting.decisions.values()).containsOnly(StartDecision.WITHDRAWN);
      LedgerHandler second = bed.ledger();
      bed.start(bed.settings(), second);
      bed.awaitCommitted(0, 20);
      assertThat(second.started()).hasSize(20);
      assertThat(second.handedBack()).isEmpty();
    }
  }

  @Test
  @Tag("rule-5.10")
  void commitsNothingForPartitionsItLostAndLetsTheirWorkEnd() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 50);
      StallingConsumer stalling = new StallingConsumer();
      LedgerHandler first = bed.holdingLedger(value -> value.endsWith("3"));
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      WorkerPool zombie = bed.track(new WorkerPool(quicklyExpelled(bed), first, meters, stalling));
      eventually(() -> assertThat(first.finished()).hasSize(45));
      bed.awaitCommitted(0, 3);

      stalling.stall();
      LedgerHandler second = bed.ledger();
      bed.start(bed.settings(), second);
      bed.awaitCommitted(0, 50);
      stalling.resume();
      first.releaseAll();

      eventually(() -> assertThat(first.finished()).hasSize(50));
      eventually(
          () -> assertThat(meters.get(PoolMeters.FINISHED_LATE).counter().count()).isEqualTo(5));
      assertThat(bed.stop(zombie, SOON).clean()).isTrue();
      assertThat(cluster.committedOffset(bed.group(), bed.topic(), 0)).isEqualTo(50);
      assertThat(second.handedBack())
          .containsExactlyInAnyOrder("a-3", "a-13", "a-23", "a-33", "a-43");
      bed.assertNothingStartedTwice();
    }
  }

  @ParameterizedTest(name = "KIP-848: {0}")
  @ValueSource(booleans = {false, true})
  void losesNothingAndRepeatsNothingWhilePoolsComeGoAndDie(boolean consumerProtocol)
      throws Exception {
    try (PoolTestBed bed = bed(3, consumerProtocol)) {
      PoolSettings settings =
          shortDrain(bed).withLimits(PoolLimits.defaults().withMaxInFlight(40).withStartStep(100));
      Set<String> written = new HashSet<>();
      List<LedgerHandler> ledgers = new ArrayList<>();
      List<WorkerPool> running = new ArrayList<>();
      for (int round = 0; round < 6; round++) {
        write(bed, written, "r" + round);
        LedgerHandler ledger = bed.holdingLedger(value -> value.endsWith("5"));
        ledgers.add(ledger);
        running.add(bed.start(settings, ledger));
        int started = bed.starts().size();
        eventually(() -> assertThat(bed.starts().size()).isGreaterThan(started));
        if (running.size() > 2) {
          WorkerPool leaving = running.removeFirst();
          PoolTestBed.end(round % 2 == 0 ? leaving.halt() : leaving.stop(Duration.ofMillis(300)));
        }
      }
      ledgers.forEach(LedgerHandler::releaseAll);

      for (int partition = 0; partition < 3; partition++) {
        bed.awaitCommitted(partition, 6 * 150);
      }
      bed.assertNothingStartedTwice();
      Set<String> accounted = new HashSet<>();
      ledgers.forEach(ledger -> accounted.addAll(ledger.finished()));
      ledgers.forEach(ledger -> accounted.addAll(ledger.handedBack()));
      assertThat(accounted).isEqualTo(written);
    }
  }

  private static void write(PoolTestBed bed, Set<String> written, String prefix) throws Exception {
    for (int partition = 0; partition < 3; partition++) {
      bed.write(partition, prefix + "p" + partition, 150);
      for (int index = 0; index < 150; index++) {
        written.add(prefix + "p" + partition + "-" + index);
      }
    }
  }

  private static PoolSettings shortDrain(PoolTestBed bed) {
    PoolSettings settings = bed.settings();
    return settings.withTimes(settings.times().withDrain(Duration.ofMillis(300)));
  }

  private static PoolSettings quicklyExpelled(PoolTestBed bed) {
    Map<String, Object> properties = new HashMap<>(bed.settings().consumerProperties());
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 2_500);
    PoolSettings settings = shortDrain(bed);
    return PoolCluster.withProperties(settings, properties);
  }

  private static PoolTestBed bed(int partitions, boolean consumerProtocol) throws Exception {
    return new PoolTestBed(cluster, "work-" + UUID.randomUUID(), partitions, consumerProtocol);
  }

  /** Waits before the gate, as for a rate limit. */
  private static final class WaitingHandler implements WorkHandler {

    private final CompletableFuture<Void> proceed = new CompletableFuture<>();
    private final Map<String, Boolean> arrived = new ConcurrentHashMap<>();
    private final Map<String, StartDecision> decisions = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
      arrived.put(LedgerHandler.value(record), true);
      proceed.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
      decisions.put(LedgerHandler.value(record), gate.tryStart());
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
      return CompletableFuture.completedStage(null);
    }
  }
}
