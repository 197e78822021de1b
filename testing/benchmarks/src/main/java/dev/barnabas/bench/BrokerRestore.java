package dev.barnabas.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What broker-app does in a second on a real broker, what it remembers of a request, and how long
 * it takes to be back with so many requests open and so many over: after SIGKILL, which makes Kafka
 * Streams read the whole changelog, and after an orderly stop.
 */
@Command(
    name = "broker-restore",
    description = "Measure broker-app's throughput, state size and time to restore.",
    mixinStandardHelpOptions = true)
final class BrokerRestore implements Callable<Integer> {
  private final JsonMapper json = new JsonMapper();
  private final PrintStream out = System.out;

  @Option(names = "--open", description = "Requests that stay open (${DEFAULT-VALUE}).")
  private int open = 1_000_000;

  @Option(names = "--over", description = "Requests that are answered (${DEFAULT-VALUE}).")
  private int over = 1_000_000;

  @Option(names = "--restarts", description = "Restarts of each kind (${DEFAULT-VALUE}).")
  private int restarts = 1;

  @Option(
      names = "--commit-interval",
      description = "broker-app's commit interval in milliseconds (${DEFAULT-VALUE}).")
  private int commitInterval = 100;

  private BrokerRestore() {}

  /** Exits with 0 when everything was read back. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BrokerRestore()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Path data = Files.createTempDirectory("barnabas-restore-");
    try (BrokerHouse house = new BrokerHouse(data, commitInterval);
        BrokerLoad load = new BrokerLoad(house.installation())) {
      String work = house.installation().names().work(BrokerHouse.PARTNER);
      String responses = house.installation().names().responses();
      Map<TopicPartition, Long> workBefore = load.ends(work);
      load.submit("open-", open, BrokerHouse.ROUTE);
      long begun = System.nanoTime();
      house.run();
      load.await(workBefore, open);
      out.println(rate("admitted", open, begun).put("startIncluded", true));
      out.println(size("open", open, house));

      Map<TopicPartition, Long> workAfter = load.ends(work);
      Map<TopicPartition, Long> answersBefore = load.ends(responses);
      long moreBegun = System.nanoTime();
      load.submit("over-", over, BrokerHouse.ROUTE);
      load.answer(workAfter, over);
      load.await(answersBefore, over);
      out.println(rate("admittedAndCompleted", over, moreBegun));
      out.println(size("openAndOver", open + over, house));

      for (int i = 0; i < restarts; i++) {
        house.kill();
        back("killed", house, load, responses);
      }
      for (int i = 0; i < restarts; i++) {
        house.stop();
        back("stopped", house, load, responses);
      }
    } finally {
      TemporaryData.delete(data);
    }
    return 0;
  }

  /** From the start of the process until every partition has answered a new request. */
  private void back(String how, BrokerHouse house, BrokerLoad load, String responses) {
    Map<TopicPartition, Long> before = load.ends(responses);
    load.probe();
    long begun = System.nanoTime();
    house.run();
    long ready = System.nanoTime();
    load.await(before, house.installation().plan().homePartitions());
    out.println(
        line("restart")
            .put("after", how)
            .put("open", open)
            .put("over", over)
            .put("processReadySeconds", seconds(ready - begun))
            .put("everyPartitionAnsweredSeconds", seconds(System.nanoTime() - begun)));
  }

  private ObjectNode rate(String what, int count, long begun) {
    double took = seconds(System.nanoTime() - begun);
    return line(what)
        .put("requests", count)
        .put("seconds", took)
        .put("perSecond", tenth(count / took));
  }

  private ObjectNode size(String what, int requests, BrokerHouse house)
      throws IOException, InterruptedException, ExecutionException {
    long changelog = changelogBytes(house);
    return line("size")
        .put("of", what)
        .put("requests", requests)
        .put("changelogBytes", changelog)
        .put("changelogBytesPerRequest", changelog / requests)
        .put("storeBytes", bytes(house.state()));
  }

  private static long changelogBytes(BrokerHouse house)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(house.installation().kafka().admin("sizes"))) {
      return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
          .flatMap(dirs -> dirs.values().stream())
          .flatMap(dir -> dir.replicaInfos().entrySet().stream())
          .filter(entry -> entry.getKey().topic().endsWith("-changelog"))
          .mapToLong(entry -> entry.getValue().size())
          .sum();
    }
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private ObjectNode line(String what) {
    return json.createObjectNode()
        .put("what", what)
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put(
            "loadAverage",
            tenth(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }

  private static double seconds(long nanos) {
    return tenth(nanos / 1e9);
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
