package dev.barnabas.worker.pool;

import static dev.barnabas.worker.pool.PoolTestBed.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/worker-pool.md}: it is in this file, and it runs. */
class ExampleIT {

  private static final Path PAGE = Path.of("..", "..", "docs", "worker-pool.md");
  private static final Path SOURCE =
      Path.of("src", "test", "java", "dev", "barnabas", "worker", "pool", "ExampleIT.java");
  private static final String BEGIN = "    // the example begins";
  private static final String END = "    // the example ends";

  private final Queue<String> published = new ConcurrentLinkedQueue<>();

  @Test
  void worksAsItStandsOnThePage() throws Exception {
    try (PoolCluster cluster = new PoolCluster()) {
      cluster.createTopic("questions", 1);
      cluster.createTopic("questions.bulk", 1);
      cluster.write("questions", 0, "q", 20);
      cluster.write("questions.bulk", 0, "b", 20);

      WorkerPool pool = example(cluster.bootstrapServers());

      eventually(() -> assertThat(published).hasSize(40).contains("answer Q-7", "answer B-7"));
      PoolTestBed.end(pool.stop(Duration.ofSeconds(20)));
    }
  }

  @Test
  void standsOnThePageAsItIsHere() throws Exception {
    String source = Files.readString(SOURCE);
    String example =
        source
            .substring(source.lastIndexOf(BEGIN) + BEGIN.length(), source.lastIndexOf(END))
            .stripTrailing()
            .stripIndent()
            .strip();

    assertThat(Files.readString(PAGE)).contains(example);
  }

  private WorkerPool example(String brokers) {
    // the example begins
    WorkHandler handler =
        new WorkHandler() {
          @Override
          public CompletionStage<Void> handle(WorkRecord record, StartGate gate) {
            if (gate.tryStart() == StartDecision.GRANTED) {
              publish("answer", callTheModel(record)); // returns when it is acknowledged
            }
            return CompletableFuture.completedStage(null);
          }

          @Override
          public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
            publish("handed back", text(record));
            return CompletableFuture.completedStage(null);
          }
        };
    List<PoolTopic> topics =
        List.of(PoolTopic.realtime("questions"), PoolTopic.bulk("questions.bulk"));
    PoolSettings settings =
        PoolSettings.of("answers", "answerers", topics, Map.of("bootstrap.servers", brokers))
            .withLimits(PoolLimits.defaults().withMaxInFlight(1_000))
            .withFairness(Fairness.defaults().withFlows(record -> new Flow(tenant(record), 1)));
    WorkerPool pool = new WorkerPool(settings, handler, new SimpleMeterRegistry());
    pool.start();
    // the example ends
    return pool;
  }

  private void publish(String what, String value) {
    published.add(what + " " + value);
  }

  private static String callTheModel(WorkRecord record) {
    return text(record).toUpperCase(Locale.ROOT);
  }

  private static String text(WorkRecord record) {
    return LedgerHandler.value(record);
  }

  private static String tenant(WorkRecord record) {
    byte[] key = record.key();
    return key == null ? "" : new String(key, UTF_8);
  }
}
