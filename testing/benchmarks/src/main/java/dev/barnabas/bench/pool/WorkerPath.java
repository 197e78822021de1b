package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.Conditions;
import dev.barnabas.bench.TemporaryData;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a call costs in worker-app, from the work item to CallStarted and CallEnded acknowledged,
 * when the provider takes no time: calls a second, CPU and bytes. worker-app has one processor; the
 * broker and the registry are beside it. Prints a JSON line per run and the medians.
 */
@Command(
    name = "worker-path",
    description = "Measure what a call costs in worker-app.",
    mixinStandardHelpOptions = true)
public final class WorkerPath implements Callable<Integer> {
  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final JsonMapper json = new JsonMapper();
  private final PrintStream out = System.out;

  @Option(names = "--calls", description = "Calls of a run (${DEFAULT-VALUE}).")
  private int calls = 20_000;

  @Option(names = "--runs", description = "Runs, after one that does not count (${DEFAULT-VALUE}).")
  private int runs = 5;

  private WorkerPath() {}

  /** Exits with 0 when every call was reported. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WorkerPath()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    out.println(Conditions.of(json).put("calls", calls));
    Path data = Files.createTempDirectory("barnabas-worker-path-");
    List<ObjectNode> found = new ArrayList<>();
    try (WorkerHouse house = WorkerHouse.answeringAtOnce(data);
        Admin admin = Admin.create(house.installation().kafka().admin("measurement"))) {
      for (int run = 0; run <= runs; run++) {
        ObjectNode line = run(house, admin).put("run", run);
        if (run > 0) {
          found.add(line);
          out.println(line);
        }
      }
    } finally {
      TemporaryData.delete(data);
    }
    out.println(Medians.of(json, found));
    return 0;
  }

  private ObjectNode run(WorkerHouse house, Admin admin)
      throws IOException, InterruptedException, ExecutionException {
    WorkSource source = new WorkSource(house.installation(), admin);
    long due = source.outcomes() + (long) calls * WorkSource.OUTCOMES_OF_A_CALL;
    AskedMain.Spent before = house.spent();
    long begun = System.nanoTime();
    source.publish(calls, WorkerHouse.MODEL, Instant.now().plus(Duration.ofHours(1)));
    long published = System.nanoTime();
    while (source.outcomes() < due) {
      if (System.nanoTime() - begun > BOUND.toNanos()) {
        throw new IllegalStateException("calls are missing");
      }
      Thread.sleep(PAUSE);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    AskedMain.Spent after = house.spent();
    double cpu = (after.cpuNanos() - before.cpuNanos()) / 1e9;
    return json.createObjectNode()
        .put("callsPerSecond", Math.round(calls / seconds))
        .put("callsPerCpuSecond", Math.round(calls / cpu))
        .put("cpuMicrosEach", Conditions.hundredth(cpu * 1e6 / calls))
        .put("bytesEach", (after.allocatedBytes() - before.allocatedBytes()) / calls)
        .put("secondsOfPublishing", Conditions.hundredth((published - begun) / 1e9))
        .put("loadAverage", Conditions.loadAverage());
  }
}
