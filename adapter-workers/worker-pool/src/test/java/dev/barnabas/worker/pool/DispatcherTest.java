package dev.barnabas.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DispatcherTest {

  private final BlockingQueue<TaskReport> mailbox = new LinkedBlockingQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FakeTicker ticker = new FakeTicker();
  private final UnreliableHandler handler = new UnreliableHandler();
  private final LeaseTable leases =
      new LeaseTable(List.of(PoolTopic.realtime("work")), Fairness.defaults());
  private final Standing standing = new Standing(ticker, Duration.ofSeconds(4).toNanos());
  private final Dispatcher dispatcher =
      new Dispatcher(
          PoolSettings.of(
              "pool",
              "group",
              List.of(PoolTopic.realtime("work")),
              Map.of("bootstrap.servers", "localhost:1")),
          leases,
          () -> 4,
          new TaskRunner("pool", handler, mailbox),
          standing,
          new PoolMeters(
              meters,
              "pool",
              () -> new PoolHealth(PoolPhase.NEW, 0, 0, 0, 0, 0, Duration.ZERO, null)),
          ticker);

  @Test
  void handsBackAgainWithGrowingPausesUntilItSucceeds() throws Exception {
    handler.failures.set(2);
    Lease lease = owingOne();
    dispatcher.dispatch();
    dispatcher.settle(report());

    ticker.advance(Duration.ofMillis(999));
    dispatcher.dispatch();
    assertThat(handler.calls).hasValue(1);
    ticker.advance(Duration.ofMillis(1));
    dispatcher.dispatch();
    dispatcher.settle(report());
    ticker.advance(Duration.ofMillis(1_999));
    dispatcher.dispatch();
    assertThat(handler.calls).hasValue(2);
    assertThat(LeaseTest.commit(lease).base()).isZero();

    ticker.advance(Duration.ofMillis(1));
    dispatcher.dispatch();
    dispatcher.settle(report());
    assertThat(LeaseTest.commit(lease).base()).isEqualTo(1);
    assertThat(meters.get(PoolMeters.HANDED_BACK).tag("reason", "REDELIVERED").counter().count())
        .isEqualTo(1);
  }

  @Test
  void leavesAFailedHandBackToTheNextOwnerWhenTheLeaseHasEnded() throws Exception {
    handler.failures.set(1);
    Lease lease = owingOne();
    dispatcher.dispatch();
    dispatcher.settle(report());

    lease.end();
    ticker.advance(Duration.ofSeconds(1));
    dispatcher.dispatch();

    assertThat(dispatcher.inFlight()).isZero();
    assertThat(handler.calls).hasValue(1);
  }

  @Test
  void startsARecordLaterThatCameToTheGateAfterASilence() throws Exception {
    Lease lease =
        new Lease(
            LeaseTest.PARTITION, Inheritance.none(), 100, _ -> Flow.COMMON, standing::allowsStart);
    leases.open(lease);
    lease.fetched(LeaseTest.records(0, 1), 1);
    LeaseTest.commit(lease);
    handler.beforeTheGate = () -> ticker.advance(Duration.ofSeconds(5));
    dispatcher.dispatch();
    TaskReport withdrawn = report();
    assertThat(withdrawn.task().record().withdrawn()).isTrue();
    standing.turn();

    dispatcher.settle(withdrawn);
    dispatcher.dispatch();
    assertThat(dispatcher.inFlight()).isZero();

    handler.beforeTheGate = () -> {};
    standing.confirm(standing.doubts(), ticker.nanos());
    dispatcher.dispatch();
    dispatcher.settle(report());
    assertThat(handler.started).hasValue(1);
    assertThat(LeaseTest.commit(lease).base()).isEqualTo(1);
  }

  private Lease owingOne() {
    Inheritance inheritance = LeaseTest.inheritance(new Progress(0, 1, new OffsetSet(), null));
    Lease lease = new Lease(LeaseTest.PARTITION, inheritance, 100);
    leases.open(lease);
    lease.fetched(LeaseTest.records(0, 1), 1);
    return lease;
  }

  private TaskReport report() throws InterruptedException {
    TaskReport report = mailbox.poll(20, TimeUnit.SECONDS);
    assertThat(report).isNotNull();
    return report;
  }

  /** Cannot reach the dispatcher for a number of times. */
  private static final class UnreliableHandler implements WorkHandler {

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private volatile Runnable beforeTheGate = () -> {};

    @Override
    public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
      beforeTheGate.run();
      if (gate.tryStart() == StartDecision.GRANTED) {
        started.incrementAndGet();
      }
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
      calls.incrementAndGet();
      return failures.getAndDecrement() > 0
          ? CompletableFuture.failedStage(new IllegalStateException("planted by the test"))
          : CompletableFuture.completedStage(null);
    }
  }
}
