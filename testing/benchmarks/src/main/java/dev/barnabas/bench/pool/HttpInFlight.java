package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.Conditions;
import dev.barnabas.bench.TemporaryData;
import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.Readiness;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
 * What very many streamed HTTP calls under way cost worker-app: each provider has sent half an
 * answer and then nothing more, until the calls' deadline ends them all. The provider is the
 * emulator, in a process of its own. Prints a JSON line per run, each with new processes, and the
 * medians.
 */
@Command(
    name = "http-in-flight",
    description = "Measure worker-app with very many streamed HTTP calls under way.",
    mixinStandardHelpOptions = true)
public final class HttpInFlight implements Callable<Integer> {
  private static final String MODEL = "fault-stall";
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration BOUND = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final PrintStream out = System.out;

  @Option(names = "--calls", description = "Calls under way (${DEFAULT-VALUE}).")
  private int calls = 10_000;

  @Option(
      names = "--seconds",
      description = "From the first work item to the calls' deadline (${DEFAULT-VALUE}).")
  private int seconds = 120;

  @Option(names = "--heap", description = "worker-app's -Xmx (${DEFAULT-VALUE}).")
  private String heap = "1g";

  @Option(names = "--runs", description = "Runs (${DEFAULT-VALUE}).")
  private int runs = 5;

  private HttpInFlight() {}

  /** Exits with 0 when in every run all calls were under way together and were reported. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new HttpInFlight()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    out.println(Conditions.of(json).put("calls", calls).put("heap", heap));
    List<ObjectNode> found = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      Path data = Files.createTempDirectory("barnabas-http-in-flight-");
      try {
        ObjectNode line = run(data).put("run", run).put("loadAverage", Conditions.loadAverage());
        found.add(line);
        out.println(line);
      } finally {
        TemporaryData.delete(data);
      }
    }
    out.println(Medians.of(json, found));
    return 0;
  }

  private ObjectNode run(Path data) throws IOException, InterruptedException, ExecutionException {
    int port = FreePorts.random();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try (ChildProcess emulator = ChildProcess.start(emulator(data, port))) {
      emulator.awaitReady(START).orThrow();
      try (WorkerHouse house =
              new WorkerHouse(
                  data, partner(endpoint), MODEL, List.of("-Xmx" + heap, "-XX:+UseSerialGC"));
          Admin admin = Admin.create(house.installation().kafka().admin("measurement"))) {
        return measure(house, new WorkSource(house.installation(), admin), endpoint);
      }
    }
  }

  /** All at once is no fault here: no breaker, and time to connect. */
  private static String partner(URI endpoint) {
    return ("{id: alpha, adapter: openai, endpoint: %s/v1, api_key: key-of-the-emulator,"
            + " max_concurrency: 10000, adaptive_concurrency: {enabled: false},"
            + " timeout_ms: 1h, idle_timeout_ms: 1h, connect_timeout_ms: 1m,"
            + " breaker: {enabled: false}, models: {measured: %s}}")
        .formatted(endpoint, MODEL);
  }

  private static ChildCommand emulator(Path data, int port) {
    return ChildCommand.of(
            "emulator", "dev.barnabas.emulator.EmulatorMain", data.resolve("emulator.log"))
        .withArguments("--port", Integer.toString(port))
        .withJvmOptions("-Xmx4g", "-XX:+UseSerialGC")
        .readyWhen(new Readiness.LogLine("LISTENING"));
  }

  private ObjectNode measure(WorkerHouse house, WorkSource source, URI endpoint)
      throws IOException, InterruptedException, ExecutionException {
    AskedMain.Held before = house.held();
    long begun = System.nanoTime();
    Instant deadline = Instant.now().plusSeconds(seconds);
    source.publish(calls, MODEL, deadline);
    await("calls under way", () -> inFlight(endpoint) >= calls);
    ObjectNode found = json.createObjectNode().put("calls", calls);
    found.put("secondsUntilAllUnderWay", secondsSince(begun));
    held(found, before, house.held());
    waiting(found, house, deadline);
    Thread.sleep(Duration.between(Instant.now(), deadline).plusMillis(1));
    begun = System.nanoTime();
    long due = (long) calls * WorkSource.OUTCOMES_OF_A_CALL;
    await("reports", () -> source.outcomes() >= due);
    return found.put("secondsFromDeadlineToReported", secondsSince(begun));
  }

  private void held(ObjectNode found, AskedMain.Held before, AskedMain.Held now) {
    found.put("heapMegabytesBefore", megabytes(before.heapBytes()));
    found.put("heapMegabytes", megabytes(now.heapBytes()));
    found.put(
        "heapKilobytesEach", megabytes((now.heapBytes() - before.heapBytes()) * 1_000 / calls));
    found.put("residentMegabytes", megabytes(now.residentBytes()));
    found.put("platformThreads", now.platformThreads());
    found.put("systemThreads", now.systemThreads());
  }

  /** What it costs that they wait, until ten seconds before their deadline. */
  private static void waiting(ObjectNode found, WorkerHouse house, Instant deadline)
      throws IOException, InterruptedException {
    Duration hold = Duration.between(Instant.now(), deadline.minusSeconds(10));
    if (hold.isNegative()) {
      throw new IllegalStateException("they were under way too late; give more --seconds");
    }
    AskedMain.Spent spent = house.spent();
    long begun = System.nanoTime();
    Thread.sleep(hold);
    double share =
        (double) (house.spent().cpuNanos() - spent.cpuNanos()) / (System.nanoTime() - begun);
    found.put("secondsWaited", hold.toSeconds());
    found.put("percentOfACoreWhileWaiting", Conditions.hundredth(share * 100));
  }

  private long inFlight(URI endpoint) throws IOException, InterruptedException {
    HttpRequest state = HttpRequest.newBuilder(endpoint.resolve("/admin/state")).build();
    return json.readTree(http.send(state, BodyHandlers.ofString()).body())
        .path("inFlight")
        .asLong();
  }

  private static void await(String what, Condition condition)
      throws IOException, InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - begun > BOUND.toNanos()) {
        throw new IllegalStateException(what + " are missing");
      }
      Thread.sleep(PAUSE);
    }
  }

  private static double megabytes(long bytes) {
    return Conditions.hundredth(bytes / 1e6);
  }

  private static double secondsSince(long begun) {
    return Math.round((System.nanoTime() - begun) / 1e6) / 1e3;
  }

  /** Something that is not so yet. */
  private interface Condition {
    boolean holds() throws IOException, InterruptedException, ExecutionException;
  }
}
