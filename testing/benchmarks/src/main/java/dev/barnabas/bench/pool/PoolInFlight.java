package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.Conditions;
import dev.barnabas.bench.TemporaryData;
import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.LocalKafka;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What very many calls in flight in one process cost: heap, threads, CPU, the time until all are
 * committed, and whether the group keeps its member meanwhile. Prints a JSON line per run, each in
 * a new process, and the medians.
 */
@Command(
    name = "pool-in-flight",
    description = "Measure a worker pool with very many calls in flight.",
    mixinStandardHelpOptions = true)
public final class PoolInFlight implements Callable<Integer> {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration BOUND = Duration.ofMinutes(5);

  private final JsonMapper json = new JsonMapper();
  private final PrintStream out = System.out;

  @Option(names = "--calls", description = "Calls in flight (${DEFAULT-VALUE}).")
  private int calls = 10_000;

  @Option(names = "--bytes", description = "Bytes of a record (${DEFAULT-VALUE}).")
  private int bytes = 1_024;

  @Option(
      names = "--hold",
      description = "Seconds that they wait, more than a session (${DEFAULT-VALUE}).")
  private int hold = 20;

  @Option(names = "--heap", description = "The process's -Xmx (${DEFAULT-VALUE}).")
  private String heap = "1g";

  @Option(names = "--runs", description = "Runs (${DEFAULT-VALUE}).")
  private int runs = 5;

  private PoolInFlight() {}

  /** Exits with 0 if no run saw a rebalance and all ended clean. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PoolInFlight()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    out.println(
        Conditions.of(json)
            .put("heap", heap)
            .put("bytes", bytes)
            .put("partitions", RunTopics.PARTITIONS));
    Path data = Files.createTempDirectory("barnabas-in-flight-");
    List<ObjectNode> found = new ArrayList<>();
    try (LocalKafka kafka = LocalKafka.in(data.resolve("kafka"))) {
      kafka.start();
      kafka.awaitReady(START).orThrow();
      for (int number = 1; number <= runs; number++) {
        found.addAll(run(number, kafka.bootstrapServers(), data));
      }
    } finally {
      TemporaryData.delete(data);
    }
    out.println(Medians.of(json, found));
    return found.stream().allMatch(PoolInFlight::isCalm) ? 0 : 1;
  }

  private List<ObjectNode> run(int number, String bootstrap, Path data)
      throws InterruptedException, ExecutionException {
    RunTopics topics = new RunTopics("in-flight-" + number);
    try (RunBroker broker = new RunBroker(bootstrap, topics)) {
      broker.createTopics();
      broker.publish(Collections.nCopies(calls, new byte[bytes]));
    }
    ChildCommand command =
        ChildCommand.of(topics.run(), InFlightProcess.class.getName(), data.resolve("child.log"))
            .withJvmOptions(
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=dev/barnabas/cluster/kafka-logback.xml")
            .withArguments(
                bootstrap, topics.run(), Integer.toString(calls), Integer.toString(hold));
    return MeasuredChild.run(
        command,
        BOUND,
        line -> out.println(line.put("run", number).put("loadAverage", Conditions.loadAverage())));
  }

  private static boolean isCalm(ObjectNode line) {
    return line.path("rebalancesMeanwhile").asDouble(1) == 0 && line.path("clean").asBoolean();
  }
}
