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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the pool itself costs per call, with a handler that takes no time, beside a bare consumer
 * that reads and commits the same records. One process does both in turn, on one processor, after a
 * round of each that does not count. Prints a JSON line for each, the medians and their ratio.
 */
@Command(
    name = "pool-overhead",
    description = "Measure what the worker pool costs per call.",
    mixinStandardHelpOptions = true)
public final class PoolOverhead implements Callable<Integer> {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration BOUND = Duration.ofMinutes(10);

  private final JsonMapper json = new JsonMapper();
  private final PrintStream out = System.out;

  @Option(names = "--records", description = "Records of a run (${DEFAULT-VALUE}).")
  private int records = 300_000;

  @Option(names = "--bytes", description = "Bytes of a record (${DEFAULT-VALUE}).")
  private int bytes = 100;

  @Option(names = "--permits", description = "Calls at the same time (${DEFAULT-VALUE}).")
  private int permits = 256;

  @Option(names = "--runs", description = "Runs of each (${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(names = "--jfr", description = "Writes a flight recording of the process to this file.")
  private @Nullable Path jfr;

  private PoolOverhead() {}

  /** Exits with 0 if every run committed all records. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PoolOverhead()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    out.println(
        Conditions.of(json)
            .put("bytes", bytes)
            .put("permits", permits)
            .put("partitions", RunTopics.PARTITIONS));
    Path data = Files.createTempDirectory("barnabas-overhead-");
    try (LocalKafka kafka = LocalKafka.in(data.resolve("kafka"))) {
      kafka.start();
      kafka.awaitReady(START).orThrow();
      RunTopics topics = new RunTopics("overhead");
      try (RunBroker broker = new RunBroker(kafka.bootstrapServers(), topics)) {
        broker.createTopics();
        broker.publish(Collections.nCopies(records, new byte[bytes]));
      }
      List<ObjectNode> found =
          MeasuredChild.run(
              command(kafka.bootstrapServers(), topics, data),
              BOUND,
              line -> out.println(line.put("loadAverage", Conditions.loadAverage())));
      print(found);
    } finally {
      TemporaryData.delete(data);
    }
    return 0;
  }

  private ChildCommand command(String bootstrap, RunTopics topics, Path data) {
    ChildCommand command =
        ChildCommand.of(topics.run(), OverheadProcess.class.getName(), data.resolve("child.log"))
            .withJvmOptions(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-Dlogback.configurationFile=dev/barnabas/cluster/kafka-logback.xml")
            .withArguments(
                bootstrap,
                topics.run(),
                Integer.toString(records),
                Integer.toString(runs),
                Integer.toString(permits));
    return jfr == null
        ? command
        : command.withJvmOptions(
            "-XX:StartFlightRecording=settings=profile,filename=" + jfr.toAbsolutePath());
  }

  private void print(List<ObjectNode> found) {
    List<ObjectNode> bare = of(found, "bare consumer");
    List<ObjectNode> pool = of(found, "pool");
    out.println(Medians.of(json, bare).put("what", "bare consumer"));
    out.println(Medians.of(json, pool).put("what", "pool"));
    out.println(
        json.createObjectNode()
            .put("ratio", "pool / bare consumer")
            .put("cpuEach", ratio(pool, bare, "cpuMicrosEach"))
            .put("bytesEach", ratio(pool, bare, "bytesEach")));
  }

  private static List<ObjectNode> of(List<ObjectNode> found, String what) {
    return found.stream().filter(line -> line.path("what").asText().equals(what)).toList();
  }

  private static double ratio(List<ObjectNode> pool, List<ObjectNode> bare, String field) {
    return Conditions.hundredth(Medians.median(pool, field) / Medians.median(bare, field));
  }
}
