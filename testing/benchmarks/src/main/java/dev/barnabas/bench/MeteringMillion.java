package dev.barnabas.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.installation.Installation;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.RecordCodec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Counts a month of usage events, 2 % of them twice, and again from offset 0 under another group:
 * how many a second, how large the state is, whether the totals are those of an independent
 * calculation, whether both counts are the same bytes.
 */
@Command(
    name = "metering-million",
    description =
        "Measure metering-stream, and compare its totals with an independent calculation.",
    mixinStandardHelpOptions = true)
final class MeteringMillion implements Callable<Integer> {
  private static final Duration BOUND = Duration.ofMinutes(40);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int DUPLICATE_OF = 50;
  private static final int DUPLICATE_WITHIN = 5_000;

  private final JsonMapper json = new JsonMapper();

  @Option(names = "--events", description = "Usage events (${DEFAULT-VALUE}).")
  private int events = 1_000_000;

  @Option(names = "--seed", description = "Of the generator (${DEFAULT-VALUE}).")
  private long seed = 20_261_128;

  private Consumer<ObjectNode> out = System.out::println;

  /**
   * What was found.
   *
   * @param counted whether the first count came to what was generated
   * @param verdict of the independent calculation; null where there is no Python
   * @param served whether the HTTP page tells the topic's sum
   * @param again whether the second count is the same bytes
   */
  record Findings(
      boolean counted, IndependentTotals.@Nullable Verdict verdict, boolean served, boolean again) {
    boolean allAgree() {
      return counted && served && again && (verdict == null || verdict.agrees());
    }
  }

  MeteringMillion() {}

  MeteringMillion(int events, Consumer<ObjectNode> out) {
    this.events = events;
    this.out = out;
  }

  /** Exits with 0 when everything agrees. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new MeteringMillion()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Path data = Files.createTempDirectory("barnabas-metering-");
    try {
      return run(data).allAgree() ? 0 : 1;
    } finally {
      TemporaryData.delete(data);
    }
  }

  /** Runs everything in a directory. */
  Findings run(Path data) throws IOException, InterruptedException, ExecutionException {
    try (MeteringHouse house = new MeteringHouse(data)) {
      Installation installation = house.installation();
      GeneratedUsage.Expected expected = produce(installation);
      try (NewestTotals first = NewestTotals.fromNow(installation)) {
        boolean served;
        boolean counted;
        int port = FreePorts.random();
        try (ChildProcess metering = house.run("metering-first", port)) {
          counted = count("counted", first, expected, metering);
          served = isServed(port, first);
        }
        out.accept(size(house, "metering-first"));
        IndependentTotals.Verdict verdict = independent(installation, first, data);
        return new Findings(counted, verdict, served, again(house, first, expected));
      }
    }
  }

  private IndependentTotals.@Nullable Verdict independent(
      Installation installation, NewestTotals totals, Path data)
      throws IOException, InterruptedException {
    if (!IndependentTotals.canRun()) {
      out.accept(line("independent").put("NOT RUN", "there is no python3"));
      return null;
    }
    long begun = System.nanoTime();
    var verdict = IndependentTotals.compare(installation, totals.totals(), data);
    ObjectNode line = line("independent").put("agrees", verdict.agrees());
    line.set("said", json.readTree(verdict.said().isEmpty() ? "{}" : verdict.said()));
    out.accept(line.put("complaints", verdict.complaints()).put("seconds", seconds(begun)));
    return verdict;
  }

  private boolean again(MeteringHouse house, NewestTotals first, GeneratedUsage.Expected expected) {
    try (NewestTotals again = NewestTotals.fromNow(house.installation());
        ChildProcess metering = house.run("metering-again", 0)) {
      boolean counted = count("countedAgain", again, expected, metering);
      boolean same = again.sha256().equals(first.sha256());
      out.accept(
          line("reprocessed")
              .put("sha256", first.sha256())
              .put("sha256Again", again.sha256())
              .put("identical", same));
      return counted && same;
    }
  }

  /** Writes every event once and one in fifty again, some thousand records later. */
  private GeneratedUsage.Expected produce(Installation installation) {
    long begun = System.nanoTime();
    Map<String, Object> settings = new HashMap<>(installation.kafka().producer("measurement"));
    settings.put("linger.ms", 20);
    int partitions = installation.plan().homePartitions();
    RecordCodec codec = new RecordCodec(installation.schemas());
    Random random = new Random(seed + 1);
    Deque<ProducerRecord<String, byte[]>> again = new ArrayDeque<>();
    int[] sent = {0};
    try (var producer = new KafkaProducer<String, byte[]>(settings)) {
      var expected =
          new GeneratedUsage(events, partitions, seed)
              .generate(event -> {
                var record = record(installation, codec, event, partitions);
                var _ = producer.send(record);
                sent[0]++;
                if (random.nextInt(DUPLICATE_OF) == 0) {
                  again.add(record);
                }
                if (!again.isEmpty() && random.nextInt(DUPLICATE_WITHIN) < again.size() * 50) {
                  var _ = producer.send(again.removeFirst());
                  sent[0]++;
                }
              });
      sent[0] += again.size();
      for (var record : again) {
        var _ = producer.send(record);
      }
      producer.flush();
      out.accept(
          line("produced")
              .put("events", events)
              .put("records", sent[0])
              .put("seconds", seconds(begun)));
      return expected;
    }
  }

  private static ProducerRecord<String, byte[]> record(
      Installation installation, RecordCodec codec, UsageEvent event, int partitions) {
    return new ProducerRecord<>(
        installation.names().metering(),
        HomePartition.of(event.getTenantId(), partitions),
        event.getTenantId(),
        codec.encode(event));
  }

  private boolean count(
      String what, NewestTotals totals, GeneratedUsage.Expected expected, ChildProcess metering) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < BOUND.toNanos() && metering.isAlive()) {
      totals.read();
      if (totals.comesTo(expected)) {
        double took = seconds(begun);
        out.accept(
            line(what)
                .put("events", events)
                .put("secondsFromReady", took)
                .put("eventsPerSecond", Math.round(events / took))
                .put("cpuSecondsWithStart", cpuSeconds(metering))
                .put("totals", totals.totals().size()));
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    out.accept(line(what).put("cameToWhatWasGenerated", false));
    return false;
  }

  /** What the process took of the cores since its start: under load it says more than time does. */
  private static double cpuSeconds(ChildProcess process) {
    return ProcessHandle.of(process.pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(taken -> Math.round(taken.toMillis() / 100.0) / 10.0)
        .orElse(0.0);
  }

  /** Whether the page of metering-stream tells the same sum as the topic. */
  private boolean isServed(int port, NewestTotals totals) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + port
                              + "/usage/totals?window=month&by=tenant,model"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode told = json.readTree(answer.body());
      BigDecimal charge = BigDecimal.ZERO;
      for (JsonNode row : told.path("rows")) {
        charge = charge.add(new BigDecimal(row.path("tenant_charge").asText()));
      }
      boolean same =
          answer.statusCode() == 200
              && told.path("complete").asBoolean()
              && charge.compareTo(charge(totals)) == 0;
      out.accept(
          line("served")
              .put("rows", told.path("rows").size())
              .put("tenantCharge", charge.stripTrailingZeros().toPlainString())
              .put("sameAsTopic", same));
      return same;
    }
  }

  private static BigDecimal charge(NewestTotals totals) {
    return totals.totals().stream()
        .filter(total -> total.getWindow().equals("MONTH"))
        .map(total -> total.getTenantCharge())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private ObjectNode size(MeteringHouse house, String applicationId)
      throws IOException, InterruptedException, ExecutionException {
    return line("size")
        .put("storeBytes", bytes(house.state(applicationId)))
        .put("changelogBytes", topicBytes(house, applicationId))
        .put("meteringTopicBytes", topicBytes(house, house.installation().names().metering()))
        .put("totalsTopicBytes", topicBytes(house, house.installation().names().usageTotals()));
  }

  private static long topicBytes(MeteringHouse house, String prefix)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(house.installation().kafka().admin("sizes"))) {
      return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
          .flatMap(dirs -> dirs.values().stream())
          .flatMap(dir -> dir.replicaInfos().entrySet().stream())
          .filter(entry -> entry.getKey().topic().startsWith(prefix))
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
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return json.createObjectNode()
        .put("what", what)
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("loadAverage", Math.round(load * 10) / 10.0);
  }

  private static double seconds(long begun) {
    return Math.round((System.nanoTime() - begun) / 1e8) / 10.0;
  }
}
