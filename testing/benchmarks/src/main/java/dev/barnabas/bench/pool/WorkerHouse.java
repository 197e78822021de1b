package dev.barnabas.bench.pool;

import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicProvisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Kafka, a registry and worker-app, each a process of its own, with one partner. Nobody decides:
 * the measurement writes the work. One thread.
 */
final class WorkerHouse implements AutoCloseable {
  static final String PARTNER = "alpha";
  static final String MODEL = "emulator-fast";

  private static final Duration START = Duration.ofMinutes(3);

  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final Installation installation;
  private final ChildProcess worker;

  /** One whose partner is simulated and answers at once. */
  static WorkerHouse answeringAtOnce(Path data) throws IOException {
    return new WorkerHouse(
        data,
        "{id: alpha, adapter: simulated, max_concurrency: 256, models: {measured: emulator-fast}}",
        MODEL,
        List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"));
  }

  /**
   * Starts it.
   *
   * @param data where everything is kept
   * @param partner the entry of the configuration for {@value #PARTNER}, in one line
   * @param model its model, to be priced
   * @param jvmOptions worker-app's
   */
  WorkerHouse(Path data, String partner, String model, List<String> jvmOptions) throws IOException {
    kafka = LocalKafka.in(data.resolve("kafka"));
    registry = LocalRegistry.inMemory(data.resolve("registry"), FreePorts.random());
    kafka.start();
    registry.start();
    kafka.awaitReady(START).orThrow();
    registry.awaitReady(START).orThrow();
    String text = configuration(partner, model);
    Path file = Files.writeString(data.resolve("barnabas.yaml"), text);
    Configuration configuration =
        ConfigurationLoader.parse(text, LoadContext.ofProcess().withoutKeys()).orElseThrow();
    installation =
        Installation.of(
            configuration,
            new ProcessOptions(file, kafka.bootstrapServers(), registry.url(), null));
    SchemaRegistrar.at(registry.url().toString(), Map.of())
        .register(installation.names(), installation.plan());
    try (Admin admin = Admin.create(installation.kafka().admin("measurement"))) {
      new TopicProvisioner(admin).create(installation.topics(), (short) 1);
    }
    worker = ChildProcess.start(command(data, file, jvmOptions));
    worker.awaitReady(START).orThrow();
  }

  private static String configuration(String partner, String model) {
    return """
    kafka: {partitions: 4}
    authentication: none
    partners:
      - %s
    routing:
      models:
        - {alias: measured, primary: alpha, cost_per_token: 0.000001}
    quotas:
      default: {tokens_per_month: 1000000000, requests_per_minute: 1000000}
    prices:
      - {partner: alpha, model: %s, input: 0.10, output: 0.40}
    """
        .formatted(partner, model);
  }

  private ChildCommand command(Path data, Path file, List<String> jvmOptions) {
    return ChildCommand.of("worker-app", AskedMain.class.getName(), data.resolve("worker-app.log"))
        .withJvmOptions(jvmOptions.toArray(String[]::new))
        .withArguments("dev.barnabas.worker.app.WorkerMain")
        .withArguments("--config", file.toString())
        .withArguments("--bootstrap", kafka.bootstrapServers())
        .withArguments("--registry", registry.url().toString())
        .withArguments("--management-port", "0")
        .readyWhen(new Readiness.LogLine("READY worker-app"));
  }

  Installation installation() {
    return installation;
  }

  /** What worker-app has spent since its start. */
  AskedMain.Spent spent() throws IOException {
    return AskedMain.spent(worker);
  }

  /** What worker-app holds now. */
  AskedMain.Held held() throws IOException {
    return AskedMain.held(worker);
  }

  @Override
  public void close() {
    worker.close();
    registry.close();
    kafka.close();
  }
}
