package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.Conditions;
import dev.barnabas.bench.TemporaryData;
import dev.barnabas.cluster.LocalKafka;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The same calls through what users would run in the pool's place and through the pool: how long
 * they take, left alone; and how many are repeated or lost when the worker is killed in the middle.
 * All clients of a kind of run work at the same time on one broker, so that whatever else the
 * machine does is the same for all. Prints a JSON line per run.
 */
@Command(
    name = "pool-comparison",
    description = "Compare the worker pool with a plain consumer loop and parallel-consumer.",
    mixinStandardHelpOptions = true)
public final class PoolComparison implements Callable<Integer> {
  private static final Duration START = Duration.ofMinutes(2);

  private final JsonMapper json = new JsonMapper();
  private final PrintStream out = System.out;

  @Option(names = "--calls", description = "Calls (${DEFAULT-VALUE}).")
  private int calls = 2_000;

  @Option(names = "--permits", description = "Calls at the same time (${DEFAULT-VALUE}).")
  private int permits = 200;

  @Option(
      names = "--loop-calls",
      description =
          "How many of the calls the loop gets that makes one after the other (${DEFAULT-VALUE}).")
  private int loopCalls = 20;

  @Option(names = "--straggler", description = "The straggler's place (${DEFAULT-VALUE}).")
  private int straggler = 40;

  @Option(names = "--straggler-seconds", description = "What it takes (${DEFAULT-VALUE}).")
  private int stragglerSeconds = 60;

  @Option(names = "--seed", description = "Of the durations (${DEFAULT-VALUE}).")
  private long seed = 20261128;

  @Option(names = "--runs", description = "Runs of each client and kind (${DEFAULT-VALUE}).")
  private int runs = 1;

  @Option(
      names = "--clients",
      split = ",",
      description = "Which are compared, all by default: ${COMPLETION-CANDIDATES}.")
  private List<ComparedClient> clients = List.of(ComparedClient.values());

  @Option(names = "--bound", description = "Seconds that a run may take (${DEFAULT-VALUE}).")
  private int bound = 400;

  private PoolComparison() {}

  /** Exits with 0 if the pool lost nothing and repeated nothing without the dispatcher's word. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PoolComparison()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    WorkPlan plan = WorkPlan.of(seed, calls, straggler, Duration.ofSeconds(stragglerSeconds));
    out.println(conditions(plan));
    boolean kept = true;
    Path data = Files.createTempDirectory("barnabas-pools-");
    try (LocalKafka kafka = LocalKafka.in(data.resolve("kafka"))) {
      kafka.start();
      kafka.awaitReady(START).orThrow();
      for (int number = 1; number <= runs; number++) {
        kept &= together(plan, false, number, kafka, data);
        kept &= together(plan, true, number, kafka, data);
      }
    } finally {
      TemporaryData.delete(data);
    }
    return kept ? 0 : 1;
  }

  /** Every client at the same time. */
  private boolean together(WorkPlan plan, boolean killed, int number, LocalKafka kafka, Path data)
      throws InterruptedException, ExecutionException {
    List<ComparisonRun> comparison =
        clients.stream()
            .map(client -> new ComparisonRun(client, share(client, plan), killed, bound(), number))
            .toList();
    List<Future<ComparisonRun.Result>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (ComparisonRun run : comparison) {
        results.add(threads.submit(() -> run.run(kafka.bootstrapServers(), permits, data)));
      }
    }
    boolean kept = true;
    for (int i = 0; i < comparison.size(); i++) {
      ComparisonRun run = comparison.get(i);
      ComparisonRun.Result result = results.get(i).get();
      if (number == 1 && !killed) {
        result.settings().forEach(out::println);
      }
      out.println(line(run, number, result.outcome()));
      kept &= run.client() != ComparedClient.WORKER_POOL || keepsItsPromise(result.outcome());
    }
    return kept;
  }

  private static boolean keepsItsPromise(RunOutcome outcome) {
    return outcome.lost() == 0 && outcome.uncommitted() == 0 && outcome.repeatedWithoutWord() == 0;
  }

  private WorkPlan share(ComparedClient client, WorkPlan plan) {
    return client == ComparedClient.LOOP ? plan.first(Math.min(loopCalls, calls)) : plan;
  }

  private Duration bound() {
    return Duration.ofSeconds(bound);
  }

  private ObjectNode conditions(WorkPlan plan) {
    return Conditions.of(json)
        .put("kafkaClients", AppInfoParser.getVersion())
        .put("calls", calls)
        .put("partitions", RunTopics.PARTITIONS)
        .put("permits", permits)
        .put("seed", seed)
        .put("straggler", straggler)
        .put("stragglerSeconds", stragglerSeconds)
        .put("loopCalls", loopCalls)
        .put("allCallsOneAfterTheOtherSeconds", seconds(plan.oneAfterTheOther()));
  }

  private ObjectNode line(ComparisonRun run, int number, RunOutcome outcome) {
    int itsPermits = run.client() == ComparedClient.LOOP ? 1 : permits;
    double idealAll = seconds(run.plan().ideal(itsPermits));
    double idealOthers = seconds(run.plan().idealWithoutStraggler(itsPermits));
    ObjectNode line =
        json.createObjectNode()
            .put("client", run.client().label())
            .put("run", number)
            .put("killed", run.killed())
            .put("of", run.plan().calls())
            .put("calls", outcome.calls())
            .put("lost", outcome.lost())
            .put("repeated", outcome.repeated())
            .put("repeatedWithoutWord", outcome.repeatedWithoutWord())
            .put("runningAtKill", outcome.runningAtKill())
            .put("repeatedAfterResult", outcome.repeatedAfterResult())
            .put("givenBack", outcome.givenBack())
            .put("uncommitted", outcome.uncommitted())
            .put("secondsAllButStraggler", seconds(outcome.untilOthers()))
            .put("secondsAll", seconds(outcome.untilAll()));
    return line.put("idealAllButStraggler", idealOthers)
        .put("idealAll", idealAll)
        .put(
            "ratioAllButStraggler",
            Conditions.hundredth(seconds(outcome.untilOthers()) / idealOthers))
        .put("ratioAll", Conditions.hundredth(seconds(outcome.untilAll()) / idealAll))
        .put("loadAverage", Conditions.loadAverage());
  }

  private static double seconds(Duration duration) {
    return Conditions.hundredth(duration.toMillis() / 1e3);
  }
}
