package dev.barnabas.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.client.RequestBuilder;
import dev.barnabas.schemas.InferenceRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the pipeline adds to a provider's time: from publishing a request to its response seen, less
 * the answering call, at a fixed rate; once with Barnabas's Kafka settings and once with Kafka's.
 * Prints a JSON line per run, then the medians and their ratios.
 */
@Command(
    name = "pipeline-latency",
    description = "Measure what the pipeline adds to a provider's time.",
    mixinStandardHelpOptions = true)
final class PipelineLatency implements Callable<Integer> {
  private static final int TENANTS = 16;

  private final JsonMapper json = new JsonMapper();
  private final PrintStream out = System.out;

  @Option(names = "--rate", description = "Requests a second (${DEFAULT-VALUE}).")
  private int rate = 200;

  @Option(names = "--seconds", description = "Length of a run (${DEFAULT-VALUE}).")
  private int seconds = 15;

  @Option(names = "--warm-up", description = "Seconds before the first run (${DEFAULT-VALUE}).")
  private int warmUp = 20;

  @Option(names = "--runs", description = "Runs of each settings (${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--model",
      description = "The simulated model; it says how long an answer takes (${DEFAULT-VALUE}).")
  private String model = "emulator-steady";

  private PipelineLatency() {}

  /** Exits with 0 if every request of every run completed. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PipelineLatency()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    out.println(conditions());
    Map<StreamsSettings, List<OpenLoopResult>> results = new EnumMap<>(StreamsSettings.class);
    for (StreamsSettings settings : StreamsSettings.values()) {
      results.put(settings, measure(settings));
    }
    results.forEach((settings, measured) -> out.println(medians(settings, measured)));
    out.println(
        ratios(
            results.getOrDefault(StreamsSettings.BARNABAS, List.of()),
            results.getOrDefault(StreamsSettings.KAFKA_DEFAULTS, List.of())));
    boolean whole =
        results.values().stream().flatMap(List::stream).allMatch(result -> result.others() == 0);
    return whole ? 0 : 1;
  }

  private List<OpenLoopResult> measure(StreamsSettings settings)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("barnabas-latency-");
    List<OpenLoopResult> measured = new ArrayList<>();
    try (MeasuredHouse house =
        MeasuredHouse.start(data, MeasuredHouse.configuration(settings, model))) {
      OpenLoop load = new OpenLoop(house.client(), rate, PipelineLatency::request);
      var _ = load.run(rate * warmUp);
      for (int run = 1; run <= runs; run++) {
        OpenLoopResult result = load.run(rate * seconds);
        measured.add(result);
        out.println(line(settings, run, result));
      }
    } finally {
      TemporaryData.delete(data);
    }
    return measured;
  }

  private static InferenceRequest request(int number) {
    return RequestBuilder.of("tenant-" + number % TENANTS, MeasuredHouse.ROUTE)
        .prompt(
            "Order "
                + number
                + " of jane.doe@example.com is late. What do we write to her? "
                + "Be brief, be kind, name the new date and offer a voucher.")
        .maxTokens(128)
        .build();
  }

  private ObjectNode conditions() {
    return json.createObjectNode()
        .put("cores", Runtime.getRuntime().availableProcessors())
        .put("java", Runtime.version().toString())
        .put("loadAverage", loadAverage())
        .put("rate", rate)
        .put("seconds", seconds)
        .put("model", model);
  }

  private ObjectNode line(StreamsSettings settings, int run, OpenLoopResult result) {
    return json.createObjectNode()
        .put("settings", settings.label())
        .put("run", run)
        .put("completed", result.completed())
        .put("others", result.others())
        .put("p50Ms", tenth(result.overhead().p50()))
        .put("p90Ms", tenth(result.overhead().p90()))
        .put("p99Ms", tenth(result.overhead().p99()))
        .put("maxMs", tenth(result.overhead().max()))
        .put("latestSendMs", tenth(result.latestSendMs()))
        .put("loadAverage", loadAverage());
  }

  private ObjectNode medians(StreamsSettings settings, List<OpenLoopResult> measured) {
    return json.createObjectNode()
        .put("settings", settings.label())
        .put("medianOfP50Ms", tenth(median(measured, Quantiles::p50)))
        .put("medianOfP99Ms", tenth(median(measured, Quantiles::p99)));
  }

  private ObjectNode ratios(List<OpenLoopResult> ours, List<OpenLoopResult> defaults) {
    return json.createObjectNode()
        .put("ratio", "kafka-defaults / barnabas")
        .put("p50", tenth(median(defaults, Quantiles::p50) / median(ours, Quantiles::p50)))
        .put("p99", tenth(median(defaults, Quantiles::p99) / median(ours, Quantiles::p99)));
  }

  private static double median(List<OpenLoopResult> measured, ToDoubleFunction<Quantiles> of) {
    return Quantiles.median(
        measured.stream().mapToDouble(result -> of.applyAsDouble(result.overhead())).toArray());
  }

  private static double loadAverage() {
    return tenth(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
