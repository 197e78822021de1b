package dev.barnabas.bench.pool;

import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * One client and the whole plan once: the worker joins on an empty topic, the records are
 * published, and if it is to be killed, it is killed when half of the calls have ended and started
 * again at once. The run is over when the group has committed every record. One thread.
 */
final class ComparisonRun {
  private static final Duration JOIN = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ComparedClient client;
  private final WorkPlan plan;
  private final boolean killed;
  private final Duration bound;
  private final RunTopics topics;

  /** One run; the bound is the longest wait for its end. */
  ComparisonRun(ComparedClient client, WorkPlan plan, boolean killed, Duration bound, int number) {
    this.client = client;
    this.plan = plan;
    this.killed = killed;
    this.bound = bound;
    String name = client.name().replace('_', '-');
    this.topics = new RunTopics(name + (killed ? "-killed-" : "-left-alone-") + number);
  }

  ComparedClient client() {
    return client;
  }

  boolean killed() {
    return killed;
  }

  WorkPlan plan() {
    return plan;
  }

  /** What the client said of its settings is in the second part. */
  record Result(RunOutcome outcome, List<String> settings) {}

  Result run(String bootstrap, int permits, Path data)
      throws IOException, InterruptedException, ExecutionException {
    try (CallLedger ledger = new CallLedger();
        RunBroker broker = new RunBroker(bootstrap, topics)) {
      broker.createTopics();
      ChildCommand command = command(bootstrap, permits, ledger.port(), data);
      try (Redispatcher dispatcher = new Redispatcher(bootstrap, topics);
          Worker worker = new Worker(ChildProcess.start(command))) {
        awaitJoined(broker);
        return measure(ledger, broker, dispatcher, worker);
      }
    }
  }

  private Result measure(
      CallLedger ledger, RunBroker broker, Redispatcher dispatcher, Worker worker)
      throws InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    broker.publish(
        IntStream.range(0, plan.calls())
            .mapToObj(id -> new CallOrder(id, 1, plan.durations().get(id).toMillis()).bytes())
            .toList());
    OptionalLong kill =
        killed ? OptionalLong.of(killInTheMiddle(ledger, worker)) : OptionalLong.empty();
    long left = awaitOver(broker, dispatcher, begun + bound.toNanos());
    return new Result(
        RunOutcome.of(
            new RunOutcome.Seen(
                plan,
                ledger.calls(),
                broker.results(),
                dispatcher.sentAnew(),
                dispatcher.received(),
                left,
                begun,
                kill)),
        worker.settings());
  }

  private ChildCommand command(String bootstrap, int permits, int ledgerPort, Path data) {
    return ChildCommand.of(
            topics.run(), ComparedWorker.class.getName(), data.resolve(topics.run() + ".log"))
        .withJvmOptions(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Dlogback.configurationFile=dev/barnabas/cluster/kafka-logback.xml")
        .withArguments(
            new WorkerArguments(client, bootstrap, topics, ledgerPort, permits).toArray());
  }

  private static void awaitJoined(RunBroker broker)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + JOIN.toNanos();
    while (!broker.groupOwnsAll()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("the worker has not joined its group");
      }
      Thread.sleep(PAUSE);
    }
  }

  private long killInTheMiddle(CallLedger ledger, Worker worker) throws InterruptedException {
    while (ledger.ended() < plan.calls() / 2) {
      Thread.sleep(1);
    }
    long now = System.nanoTime();
    worker.killAndStartAgain();
    return now;
  }

  /** Returns what is left when the bound is over; else 0. */
  private static long awaitOver(RunBroker broker, Redispatcher dispatcher, long deadline)
      throws InterruptedException, ExecutionException {
    long left = broker.uncommitted();
    while (left > 0 || dispatcher.received() < broker.givenBack() || broker.uncommitted() > 0) {
      if (System.nanoTime() - deadline > 0) {
        return broker.uncommitted();
      }
      Thread.sleep(PAUSE);
      left = broker.uncommitted();
    }
    return 0;
  }

  /** The worker process, the killed one and the one after it. */
  private static final class Worker implements AutoCloseable {
    private ChildProcess process;

    Worker(ChildProcess process) {
      this.process = process;
    }

    void killAndStartAgain() {
      process.kill9();
      process = process.restarted();
    }

    List<String> settings() {
      return process.logLines().stream()
          .filter(line -> line.startsWith(ComparedWorker.SETTINGS))
          .toList();
    }

    @Override
    public void close() {
      // Its client has no orderly end to wait for.
      process.kill9();
    }
  }
}
