package dev.barnabas.worker.pool;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool from its start to its end: the body of the poll thread. */
final class PoolRun implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(PoolRun.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final PoolSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Ticker ticker;
  private final LeaseTable leases;
  private final PoolMeters meters;
  private final Standing standing;
  private final Dispatcher dispatcher;
  private final Commits commits;
  private final Rebalancing rebalancing;
  private final PollLoop loop;
  private final CompletableFuture<StopOutcome> ended = new CompletableFuture<>();
  private volatile PoolPhase phase = PoolPhase.RUNNING;
  private volatile Duration stopLimit = Duration.ZERO;
  private volatile boolean stopping;
  private volatile boolean halted;
  private volatile @Nullable String failure;
  private volatile Sample sample;

  PoolRun(
      PoolSettings settings,
      WorkHandler handler,
      MeterRegistry registry,
      Consumer<byte[], byte[]> consumer,
      IntSupplier permits,
      Ticker ticker) {
    this.settings = settings;
    this.consumer = consumer;
    this.ticker = ticker;
    this.sample = new Sample(0, 0, 0, 0, 0, ticker.nanos());
    this.leases = new LeaseTable(settings.topics(), settings.fairness());
    this.meters = new PoolMeters(registry, settings.name(), this::health);
    BlockingQueue<TaskReport> mailbox = new LinkedBlockingQueue<>();
    TaskRunner runner = new TaskRunner(settings.name(), handler, mailbox);
    this.standing = new Standing(ticker, ConsumerSettings.silence(settings).toNanos());
    this.dispatcher = new Dispatcher(settings, leases, permits, runner, standing, meters, ticker);
    this.commits = new Commits(consumer, settings, standing, meters, ticker);
    Drain drain =
        new Drain(settings, mailbox, leases, dispatcher, commits, standing, meters, ticker);
    this.rebalancing = new Rebalancing(consumer, leases, drain, commits);
    LeaseOpening opening = new LeaseOpening(consumer, leases, settings, standing, meters);
    this.loop = new PollLoop(consumer, settings, leases, opening, dispatcher, commits, mailbox);
  }

  @Override
  public void run() {
    StopOutcome outcome = new StopOutcome(0, false);
    try {
      consumer.subscribe(settings.topics().stream().map(PoolTopic::name).toList(), rebalancing);
      while (!stopping && !halted) {
        turn();
      }
      outcome = halted ? abandon() : finish();
    } catch (Throwable broken) {
      outcome = fail(broken);
    } finally {
      endWith(outcome);
    }
  }

  /** Asks the poll thread to end in order. */
  void stop(Duration limit) {
    stopLimit = limit;
    stopping = true;
  }

  /**
   * Asks the poll thread to end like a killed process: without a commit, without leaving the group.
   */
  void halt() {
    halted = true;
  }

  CompletableFuture<StopOutcome> ended() {
    return ended;
  }

  PoolHealth health() {
    Sample last = sample;
    return new PoolHealth(
        phase,
        last.partitions(),
        last.pausedPartitions(),
        last.inFlight(),
        last.queued(),
        last.windowFill(),
        Duration.ofNanos(Math.max(0, ticker.nanos() - last.takenNanos())),
        failure);
  }

  private void turn() {
    standing.turn();
    try {
      loop.turn();
    } catch (RetriableException passing) {
      log.atWarn()
          .addKeyValue("pool", settings.name())
          .addKeyValue("error", passing.getClass().getName())
          .log("poll failed, will be tried again");
    }
    takeSample();
  }

  private StopOutcome finish() {
    phase = PoolPhase.STOPPING;
    leases.withdrawAll();
    long began = ticker.nanos();
    while (leases.held().stream().anyMatch(Lease::busy)
        && ticker.nanos() - began < stopLimit.toNanos()) {
      loop.idleTurn();
      takeSample();
    }
    List<Lease> last = leases.releaseAll();
    boolean committed = commits.commitClean(last);
    last.forEach(Lease::end);
    int unfinished = last.stream().mapToInt(Lease::busyCount).sum();
    log.atInfo()
        .addKeyValue("pool", settings.name())
        .addKeyValue("unfinished", unfinished)
        .addKeyValue("committed", committed)
        .log("pool stopped");
    phase = PoolPhase.STOPPED;
    return new StopOutcome(unfinished, committed);
  }

  private StopOutcome fail(Throwable broken) {
    // The client's own messages quote no record; those of other exceptions might.
    String detail = broken instanceof KafkaException ? ": " + broken.getMessage() : "";
    failure = broken.getClass().getName() + detail;
    phase = PoolPhase.FAILED;
    log.atError()
        .addKeyValue("pool", settings.name())
        .addKeyValue("failure", failure)
        .addKeyValue("at", Failures.frames(broken))
        .log("pool failed");
    return abandon();
  }

  /** Ends every lease without a commit. */
  private StopOutcome abandon() {
    List<Lease> abandoned = leases.releaseAll();
    for (Lease lease : abandoned) {
      lease.withdraw();
      lease.end();
    }
    return new StopOutcome(abandoned.stream().mapToInt(Lease::busyCount).sum(), false);
  }

  private void endWith(StopOutcome outcome) {
    try {
      takeSample();
      close();
    } finally {
      meters.close();
      ended.complete(outcome);
    }
  }

  private void close() {
    GroupMembershipOperation farewell =
        halted ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.DEFAULT;
    try {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(farewell));
    } catch (KafkaException unclosed) {
      log.atWarn()
          .addKeyValue("pool", settings.name())
          .addKeyValue("error", unclosed.getClass().getName())
          .log("consumer did not close in order");
    }
  }

  private void takeSample() {
    sample =
        new Sample(
            leases.held().size(),
            leases.held().isEmpty() ? 0 : loop.pausedCount(),
            dispatcher.inFlight(),
            leases.held().stream().mapToInt(Lease::waitingCount).sum(),
            loop.windowFill(),
            ticker.nanos());
  }

  private record Sample(
      int partitions,
      int pausedPartitions,
      int inFlight,
      int queued,
      double windowFill,
      long takenNanos) {}
}
