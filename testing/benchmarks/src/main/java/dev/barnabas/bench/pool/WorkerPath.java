package dev.barnabas.bench.pool;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barnabas.bench.TemporaryData;
import dev.barnabas.installation.Installation;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.RecordCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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
  private static final int OUTCOMES_OF_A_CALL = 2;
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
    try (WorkerHouse house = new WorkerHouse(data);
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
    long due = outcomes(house.installation(), admin) + (long) calls * OUTCOMES_OF_A_CALL;
    AskedMain.Spent before = house.spent();
    long begun = System.nanoTime();
    publish(house.installation());
    long published = System.nanoTime();
    while (outcomes(house.installation(), admin) < due) {
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

  private void publish(Installation installation) {
    RecordCodec codec = new RecordCodec(installation.schemas());
    String topic = installation.names().work(WorkerHouse.PARTNER);
    try (var producer =
        new KafkaProducer<String, byte[]>(installation.kafka().producer("measurement"))) {
      for (int i = 0; i < calls; i++) {
        String attempt = UUID.randomUUID().toString();
        WorkItem item = item(attempt, i % installation.plan().homePartitions());
        var _ = producer.send(new ProducerRecord<>(topic, attempt, codec.encode(item)));
      }
    }
  }

  private static WorkItem item(String attempt, int home) {
    Instant now = Instant.now();
    return WorkItem.newBuilder()
        .setAttemptId(attempt)
        .setHomePartition(home)
        .setPartnerId(WorkerHouse.PARTNER)
        .setModel(WorkerHouse.MODEL)
        .setMessages(
            List.of(
                Message.newBuilder()
                    .setRole("user")
                    .setContent("The order of <EMAIL_1> is late. ".repeat(30))
                    .build()))
        .setMaxOutputTokens(64)
        .setDeadline(now.plus(Duration.ofHours(1)))
        .setLane("REALTIME")
        .setFlow("flow-" + home)
        .setPassThrough(Map.of())
        .setPolicyVersion(1)
        .setConfigurationVersion(1)
        .setDispatchedAt(now)
        .build();
  }

  private static long outcomes(Installation installation, Admin admin)
      throws InterruptedException, ExecutionException {
    String topic = installation.names().outcomes();
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, installation.plan().homePartitions())
            .mapToObj(p -> new TopicPartition(topic, p))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }
}
