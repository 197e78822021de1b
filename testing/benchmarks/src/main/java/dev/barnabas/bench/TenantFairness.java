package dev.barnabas.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.topics.TopicNames;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a calm tenant waits, from publishing to the response seen less the provider's time,
 * alone and while another floods the same partition of requests and of work with more than the
 * partner can take. Every topic has one partition, so that the two cannot but meet. Prints a JSON
 * line per run and the median of the ratios.
 */
@Command(
    name = "tenant-fairness",
    description = "Measure how long a tenant waits beside one that floods.",
    mixinStandardHelpOptions = true)
final class TenantFairness implements Callable<Integer> {
  private static final Duration FLOOD_TTL = Duration.ofSeconds(10);

  /** Of what the partner takes; with the calm tenant's it leaves the partner some room. */
  private static final int WARM_SHARE_PERCENT = 60;

  /** Of 50 to 200 ms. */
  private static final int CALLS_A_SECOND = 8;

  private static final String CONFIGURATION =
      """
      kafka: {partitions: 1}
      partners:
        - {id: in-process, adapter: simulated, max_concurrency: CONCURRENCY, models: {measured: emulator-steady}}
      routing:
        models:
          - {alias: measured, primary: in-process, cost_per_token: 0.000001}
      quotas:
        default: {tokens_per_month: 1000000000, requests_per_minute: 1000000}
      prices:
        - {partner: in-process, model: emulator-steady, input: 0.10, output: 0.40}
      """;

  private final JsonMapper json = new JsonMapper();
  private final PrintStream out = System.out;

  @Option(names = "--calm", description = "The calm tenant's requests a second (${DEFAULT-VALUE}).")
  private int calm = 10;

  @Option(
      names = "--flood",
      description =
          "The other's; the partner takes eight times its concurrency (${DEFAULT-VALUE}).")
  private int flood = 200;

  @Option(
      names = "--concurrency",
      description = "Calls that the partner takes at a time, 8 a second each (${DEFAULT-VALUE}).")
  private int concurrency = 8;

  @Option(names = "--seconds", description = "Length of a phase (${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--warm-up",
      description = "Seconds of both tenants' load before anything is measured (${DEFAULT-VALUE}).")
  private int warmUp = 180;

  @Option(names = "--runs", description = "Runs of two phases each (${DEFAULT-VALUE}).")
  private int runs = 5;

  private TenantFairness() {}

  /** Exits with 0 if every request of the calm tenant completed. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TenantFairness()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Path data = Files.createTempDirectory("barnabas-fairness-");
    List<OpenLoopResult> calmResults = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (MeasuredHouse house =
            MeasuredHouse.start(
                data, CONFIGURATION.replace("CONCURRENCY", String.valueOf(concurrency)));
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      out.println(conditions(house));
      OpenLoop one =
          new OpenLoop(house.client(), calm, _ -> request("calm", Duration.ofMinutes(2)));
      OpenLoop other = new OpenLoop(house.client(), flood, _ -> request("flood", FLOOD_TTL));
      warmUp(house, beside, one);
      for (int run = 1; run <= runs; run++) {
        OpenLoopResult alone = one.run(calm * seconds);
        Future<OpenLoopResult> flooding = beside.submit(() -> other.run(flood * seconds));
        OpenLoopResult flooded = one.run(calm * seconds);
        OpenLoopResult floods = flooding.get();
        double ratio = flooded.overhead().p99() / alone.overhead().p99();
        calmResults.addAll(List.of(alone, flooded));
        ratios.add(ratio);
        out.println(
            line(run, alone, flooded, floods).put("ratioOfP99", Conditions.hundredth(ratio)));
      }
    } finally {
      TemporaryData.delete(data);
    }
    out.println(
        json.createObjectNode()
            .put(
                "medianOfRatiosOfP99",
                Conditions.hundredth(
                    Quantiles.median(ratios.stream().mapToDouble(Double::doubleValue).toArray()))));
    return calmResults.stream().allMatch(result -> result.others() == 0) ? 0 : 1;
  }

  /** Both tenants' requests, fewer than the partner takes. */
  private void warmUp(MeasuredHouse house, ExecutorService beside, OpenLoop one)
      throws InterruptedException, ExecutionException {
    int rate = Math.max(1, concurrency * CALLS_A_SECOND * WARM_SHARE_PERCENT / 100);
    OpenLoop other =
        new OpenLoop(house.client(), rate, _ -> request("flood", Duration.ofMinutes(2)));
    Future<OpenLoopResult> warming = beside.submit(() -> other.run(rate * warmUp));
    var _ = one.run(calm * warmUp);
    var _ = warming.get();
  }

  private static InferenceRequest request(String tenant, Duration ttl) {
    return RequestBuilder.of(tenant, MeasuredHouse.ROUTE)
        .prompt("The order of jane.doe@example.com is late. What do we write to her?")
        .maxTokens(64)
        .ttl(ttl)
        .build();
  }

  private ObjectNode conditions(MeasuredHouse house) throws InterruptedException {
    return Conditions.of(json)
        .put("partitionsOfRequests", house.partitions(TopicNames::requests))
        .put("partitionsOfWork", house.partitions(names -> names.work("in-process")))
        .put("concurrency", concurrency)
        .put("calmPerSecond", calm)
        .put("floodPerSecond", flood)
        .put("seconds", seconds);
  }

  private ObjectNode line(
      int run, OpenLoopResult alone, OpenLoopResult flooded, OpenLoopResult floods) {
    ObjectNode line = json.createObjectNode().put("run", run);
    quantiles(line.putObject("alone"), alone);
    quantiles(line.putObject("besideTheFlood"), flooded);
    quantiles(line.putObject("flood"), floods);
    return line.put("loadAverage", Conditions.loadAverage());
  }

  private static void quantiles(ObjectNode line, OpenLoopResult result) {
    line.put("completed", result.completed())
        .put("others", result.others())
        .put("p50Ms", Conditions.hundredth(result.overhead().p50()))
        .put("p99Ms", Conditions.hundredth(result.overhead().p99()))
        .put("maxMs", Conditions.hundredth(result.overhead().max()));
  }
}
