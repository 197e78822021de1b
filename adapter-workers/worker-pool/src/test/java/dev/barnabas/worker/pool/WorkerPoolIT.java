package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.PoolTestBed.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pool after another on a real broker. */
class WorkerPoolIT {

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
  void worksOnEveryRecordOnceAndCommitsTheEnd(boolean consumerProtocol) throws Exception {
    try (PoolTestBed bed = bed(2, consumerProtocol)) {
      bed.write(0, "a", 700);
      bed.write(1, "b", 700);
      LedgerHandler ledger = bed.ledger();

      bed.start(bed.settings(), ledger);

      eventually(() -> assertThat(ledger.finished()).hasSize(1_400));
      bed.awaitCommitted(0, 700);
      bed.awaitCommitted(1, 700);
      bed.assertNothingStartedTwice();
      assertThat(ledger.handedBack()).isEmpty();
    }
  }

  @Test
  @Tag("rule-1.4")
  void commitsWhatIsFinishedBeyondAStragglerThatHoldsUpNoOther() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 300);
      LedgerHandler ledger = bed.holdingLedger("a-7"::equals);

      bed.start(bed.settings(), ledger);

      eventually(() -> assertThat(ledger.finished()).hasSize(299));
      bed.awaitCommitted(0, 7);
      eventually(() -> assertThat(bed.progress(0).finished()).isEqualTo(OffsetSet.ofRange(8, 300)));
      ledger.releaseAll();
      bed.awaitCommitted(0, 300);
    }
  }

  @ParameterizedTest(name = "KIP-848: {0}")
  @ValueSource(booleans = {false, true})
  void goesOnExactlyWhereACleanStopEnded(boolean consumerProtocol) throws Exception {
    try (PoolTestBed bed = bed(2, consumerProtocol)) {
      bed.write(0, "a", 400);
      bed.write(1, "b", 400);
      LedgerHandler first = bed.holdingLedger(value -> value.endsWith("7"));
      PoolSettings fewPermits =
          bed.settings().withLimits(PoolLimits.defaults().withMaxInFlight(32));
      WorkerPool pool = bed.start(fewPermits, first);
      eventually(() -> assertThat(first.started().size() - first.finished().size()).isEqualTo(32));

      CompletionStage<StopOutcome> stopping = pool.stop(SOON);
      first.releaseAll();

      assertThat(PoolTestBed.end(stopping).clean()).isTrue();
      assertThat(first.finished()).hasSizeLessThan(800).hasSize(first.started().size());
      LedgerHandler second = bed.ledger();
      bed.start(bed.settings(), second);
      eventually(() -> assertThat(bed.starts()).hasSize(800));
      bed.awaitCommitted(0, 400);
      bed.awaitCommitted(1, 400);
      bed.assertNothingStartedTwice();
      assertThat(second.handedBack()).isEmpty();
    }
  }

  @Test
  @Tag("rule-1.2")
  void handsBackWhatAKilledPoolMayHaveStartedAndStartsTheRest() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 500);
      LedgerHandler first = bed.holdingLedger(value -> !value.endsWith("0"));
      WorkerPool pool =
          bed.start(
              bed.settings()
                  .withLimits(PoolLimits.defaults().withMaxInFlight(50).withStartStep(100)),
              first);
      eventually(() -> assertThat(first.started().size() - first.finished().size()).isEqualTo(50));
      Set<String> open = new HashSet<>(first.started());
      open.removeAll(first.finished());

      PoolTestBed.end(pool.halt());
      Progress found = bed.progress(0);

      LedgerHandler second = bed.ledger();
      bed.start(bed.settings(), second);
      eventually(
          () -> assertThat(bed.starts().size() + second.handedBack().size()).isGreaterThan(499));
      bed.awaitCommitted(0, 500);
      bed.assertNothingStartedTwice();
      assertThat(found.startLimit()).isBetween(first.started().size() + 0L, 499L);
      assertThat(second.handedBack()).containsAll(open);
      assertThat(second.started())
          .containsExactlyInAnyOrderElementsOf(values("a", (int) found.startLimit(), 500));
      assertThat(union(first.finished(), second.finished(), second.handedBack()))
          .isEqualTo(values("a", 0, 500));
    }
  }

  @Test
  void handsBackOnlyWhatHadStartedWhenAStopRunsOutOfTime() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 100);
      LedgerHandler first = bed.holdingLedger("a-3"::equals);
      WorkerPool pool =
          bed.start(bed.settings().withLimits(PoolLimits.defaults().withMaxInFlight(2)), first);
      eventually(() -> assertThat(first.started()).contains("a-3"));

      StopOutcome outcome = bed.stop(pool, Duration.ofMillis(100));

      assertThat(outcome).isEqualTo(new StopOutcome(1, true));
      LedgerHandler second = bed.ledger();
      bed.start(bed.settings(), second);
      bed.awaitCommitted(0, 100);
      assertThat(second.handedBack()).containsExactly("a-3");
      bed.assertNothingStartedTwice();
    }
  }

  @Test
  void countsTransactionMarkersAndAbortedRecordsAsFinished() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      cluster.writeInTransactions(bed.topic(), 0, "t", 20);
      LedgerHandler first = bed.holdingLedger("t-4"::equals);
      WorkerPool pool = bed.start(bed.settings(), first);
      eventually(() -> assertThat(first.finished()).hasSize(13));
      bed.awaitCommitted(0, 8);
      first.releaseAll();
      bed.awaitCommitted(0, 40);
      bed.stop(pool, SOON);

      LedgerHandler second = bed.ledger();
      bed.start(bed.settings(), second);
      cluster.writeInTransactions(bed.topic(), 0, "u", 2);

      eventually(() -> assertThat(second.started()).containsExactly("u-0", "u-1"));
      bed.awaitCommitted(0, 44);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "written by something else", "B1㐀㐁㐂㐃㐄㐅㐆㐇", "B9㐀㐁㐂"})
  void handsBackUpToTheLogEndWhenTheMetadataIsForeign(String metadata) throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 30);
      cluster.commit(bed.group(), bed.topic(), 0, new OffsetAndMetadata(10, metadata));
      LedgerHandler ledger = bed.ledger();
      bed.start(bed.settings(), ledger);
      eventually(() -> assertThat(ledger.handedBack()).isEqualTo(values("a", 10, 30)));

      bed.write(0, "b", 5);

      bed.awaitCommitted(0, 35);
      assertThat(ledger.started()).containsExactlyInAnyOrder("b-0", "b-1", "b-2", "b-3", "b-4");
      assertThat(ledger.handedBack()).isEqualTo(values("a", 10, 30));
    }
  }

  @Test
  @Tag("rule-1.4")
  void stopsFetchingAtTheWindowAndGoesOnWhenTheStragglerEnds() throws Exception {
    try (PoolTestBed bed = bed(2, false)) {
      bed.write(0, "a", 3_000);
      bed.write(1, "b", 1_000);
      LedgerHandler ledger = bed.holdingLedger("a-5"::equals);
      WorkerPool pool =
          bed.start(bed.settings().withLimits(PoolLimits.defaults().withWindow(600)), ledger);

      bed.awaitCommitted(1, 1_000);
      eventually(() -> assertThat(pool.health().pausedPartitions()).isEqualTo(1));
      eventually(() -> assertThat(pool.health().inFlight()).isEqualTo(1));
      eventually(() -> assertThat(pool.health().windowFill()).isGreaterThanOrEqualTo(1));
      assertThat(startedOf(ledger, "a")).isBetween(600L, 600L + 500);

      ledger.releaseAll();

      bed.awaitCommitted(0, 3_000);
      bed.assertNothingStartedTwice();
    }
  }

  @Test
  void keepsToItsPermitsAndStartsRealtimeBeforeBulkButForATenth() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      String bulk = bed.topic() + ".bulk";
      cluster.createTopic(bulk, 1);
      LedgerHandler ledger = bed.holdingLedger(value -> true);
      PoolSettings settings =
          cluster
              .settings(bed.group(), PoolTopic.bulk(bulk), PoolTopic.realtime(bed.topic()))
              .withLimits(PoolLimits.defaults().withMaxInFlight(10));
      cluster.write(bulk, 0, "bulk", 200);
      WorkerPool pool = bed.start(settings, ledger);
      eventually(() -> assertThat(ledger.started()).hasSize(10));
      eventually(() -> assertThat(pool.health().queued()).isGreaterThanOrEqualTo(16));
      int bulkQueued = pool.health().queued();
      bed.write(0, "realtime", 30);
      eventually(() -> assertThat(pool.health().queued()).isGreaterThanOrEqualTo(bulkQueued + 16));

      ledger.release(value -> value.startsWith("bulk"));

      eventually(() -> assertThat(startedOf(ledger, "realtime")).isEqualTo(9));
      assertThat(startedOf(ledger, "bulk")).isEqualTo(11);
      ledger.release(value -> value.startsWith("realtime"));
      eventually(() -> assertThat(startedOf(ledger, "realtime")).isEqualTo(18));
      assertThat(startedOf(ledger, "bulk")).isEqualTo(11);
      ledger.releaseAll();
      eventually(() -> assertThat(ledger.finished()).hasSize(230));
    }
  }

  @Test
  void startsMoreOrFewerAtATimeAsItsPermitsChangeWhileItRuns() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 60);
      LedgerHandler ledger = bed.holdingLedger(value -> true);
      WorkerPool pool =
          bed.start(bed.settings().withLimits(PoolLimits.defaults().withMaxInFlight(5)), ledger);
      eventually(() -> assertThat(ledger.started()).hasSize(5));

      pool.permits(12);
      eventually(() -> assertThat(ledger.started()).hasSize(12));

      pool.permits(0);
      ledger.releaseAll();
      eventually(() -> assertThat(pool.health().inFlight()).isZero());
      assertThat(pool.health().queued()).isEqualTo(48);
      assertThat(ledger.started()).hasSize(12);

      pool.permits(5);
      bed.awaitCommitted(0, 60);
    }
  }

  @Test
  void asksWhatToDoWithARecordWhoseHandlerThrewAndOnlyThenCountsIt() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 10);
      CompletableFuture<Void> resolution = new CompletableFuture<>();
      CompletableFuture<WorkRecord> asked = new CompletableFuture<>();
      LedgerHandler ledger = bed.ledger();
      bed.start(bed.settings(), throwingAt(4, ledger, asked, resolution));

      assertThat(asked.orTimeout(20, TimeUnit.SECONDS).join().offset()).isEqualTo(4);
      bed.awaitCommitted(0, 4);
      resolution.complete(null);
      bed.awaitCommitted(0, 10);
      assertThat(ledger.finished()).hasSize(9);
    }
  }

  @Test
  void saysWhyItEndedWhenItCannotGoOn() throws Exception {
    try (PoolTestBed bed = bed(1, false)) {
      bed.write(0, "a", 1);
      WorkerPool pool =
          bed.start(
              bed.settings(),
              throwing(new OutOfMemoryError("raised by the test, nothing is exhausted")));

      eventually(() -> assertThat(pool.health().phase()).isEqualTo(PoolPhase.FAILED));

      assertThat(pool.health().failure()).isEqualTo("java.lang.OutOfMemoryError");
      assertThat(pool.health().alive(SOON)).isFalse();
      assertThat(bed.stop(pool, SOON).clean()).isFalse();
      assertThat(bed.progress(0).base()).isZero();
    }
  }

  private static WorkHandler throwingAt(
      long offset,
      LedgerHandler rest,
      CompletableFuture<WorkRecord> asked,
      CompletableFuture<Void> resolution) {
    return new WorkHandler() {
      @Override
      public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
        if (record.offset() == offset) {
          throw new IllegalStateException("planted by the test");
        }
        return rest.handle(record, gate);
      }

      @Override
      public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
        assertThat(reason).isEqualTo(HandbackReason.INTERNAL);
        asked.complete(record);
        return resolution;
      }
    };
  }

  private static WorkHandler throwing(Error error) {
    return new WorkHandler() {
      @Override
      public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
        return CompletableFuture.failedStage(error);
      }

      @Override
      public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
        return CompletableFuture.completedStage(null);
      }
    };
  }

  private static PoolTestBed bed(int partitions, boolean consumerProtocol) throws Exception {
    return new PoolTestBed(cluster, "work-" + UUID.randomUUID(), partitions, consumerProtocol);
  }

  private static long startedOf(LedgerHandler ledger, String prefix) {
    return ledger.started().stream().filter(value -> value.startsWith(prefix + "-")).count();
  }

  private static Set<String> values(String prefix, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(index -> prefix + "-" + index)
        .collect(Collectors.toSet());
  }

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> union = new HashSet<>();
    for (Set<String> set : sets) {
      union.addAll(set);
    }
    return union;
  }
}
