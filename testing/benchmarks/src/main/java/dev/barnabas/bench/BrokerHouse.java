package dev.barnabas.bench;

import dev.barnabas.broker.app.BrokerMain;
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
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, a registry and broker-app, each a process of its own, with one partner that nobody calls:
 * its worker is the measurement. One thread.
 */
final class BrokerHouse implements AutoCloseable {
  /** The route of the measured requests. */
  static final String ROUTE = "measured";

  static final String PARTNER = "alpha";

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration RESTORE = Duration.ofMinutes(30);

  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final Installation installation;
  private final Path state;
  private final ChildCommand command;
  private @Nullable ChildProcess broker;

  private static String configuration(int commitIntervalMs) {
    return """
    kafka: {partitions: 4, properties: {commit.interval.ms: "%d"}}
    authentication: none
    partners:
      - {id: alpha, adapter: simulated, endpoint: "http://127.0.0.1:1", models: {measured: m}, max_unfinished_per_tenant: 100000}
    routing:
      models:
        - {alias: measured, primary: alpha, fallback_chain: [], max_output_tokens: 100, deadline: 20h, cost_per_token: 0.000001}
    quotas:
      default: {tokens_per_month: 1000000000000, requests_per_minute: 1000000000}
    prices:
      - {partner: alpha, model: m, input: 0.10, output: 0.40}
    """
        .formatted(commitIntervalMs);
  }

  /**
   * Starts Kafka and the registry and creates the topics; broker-app is started by {@link #run}.
   *
   * @param data where everything is kept
   * @param commitIntervalMs broker-app's commit interval
   */
  BrokerHouse(Path data, int commitIntervalMs) throws IOException {
    kafka = LocalKafka.in(data.resolve("kafka"));
    registry = LocalRegistry.inMemory(data.resolve("registry"), FreePorts.random());
    kafka.start();
    registry.start();
    kafka.awaitReady(START).orThrow();
    registry.awaitReady(START).orThrow();
    String text = configuration(commitIntervalMs);
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
    state = data.resolve("state");
    command = command(data, file);
  }

  private ChildCommand command(Path data, Path file) {
    return ChildCommand.of("broker-app", BrokerMain.class.getName(), data.resolve("broker-app.log"))
        .withJvmOptions("-Xmx1g", "-XX:+UseSerialGC")
        .withArguments("--config", file.toString())
        .withArguments("--bootstrap", kafka.bootstrapServers())
        .withArguments("--registry", registry.url().toString())
        .withArguments("--management-port", "0")
        .withEnvironment("BARNABAS_STATE_DIR", state.toString())
        .readyWhen(new Readiness.LogLine("READY broker-app"));
  }

  Installation installation() {
    return installation;
  }

  /** Where broker-app keeps its stores. */
  Path state() {
    return state;
  }

  /** Starts broker-app and waits until it says that it is ready. */
  void run() {
    ChildProcess started = ChildProcess.start(command);
    broker = started;
    started.awaitReady(RESTORE).orThrow();
  }

  /** Ends broker-app by SIGKILL. */
  void kill() {
    running().kill9();
  }

  /** The orderly end of broker-app. */
  void stop() {
    var _ = running().stop(Duration.ofMinutes(1));
  }

  private ChildProcess running() {
    if (broker == null) {
      throw new IllegalStateException("broker-app was not started");
    }
    return broker;
  }

  @Override
  public void close() {
    if (broker != null) {
      broker.close();
    }
    registry.close();
    kafka.close();
  }
}
