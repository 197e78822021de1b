package dev.barnabas.bench;

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

/** Kafka, a registry and metering-stream, each a process of its own. One thread. */
final class MeteringHouse implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);
  private static final String CONFIGURATION =
      """
      kafka: {partitions: 4}
      authentication: none
      partners:
        - {id: alpha, adapter: simulated, endpoint: "http://127.0.0.1:1"}
      routing:
        models:
          - {alias: fast-text, primary: alpha, fallback_chain: []}
      quotas:
        default: {tokens_per_month: 1000000}
      """;

  private final Path data;
  private final Path file;
  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final Installation installation;

  /** Starts Kafka and the registry and creates the topics. */
  MeteringHouse(Path data) throws IOException {
    this.data = data;
    kafka = LocalKafka.in(data.resolve("kafka"));
    registry = LocalRegistry.inMemory(data.resolve("registry"), FreePorts.random());
    kafka.start();
    registry.start();
    kafka.awaitReady(START).orThrow();
    registry.awaitReady(START).orThrow();
    file = Files.writeString(data.resolve("barnabas.yaml"), CONFIGURATION);
    Configuration configuration =
        ConfigurationLoader.parse(CONFIGURATION, LoadContext.ofProcess().withoutKeys())
            .orElseThrow();
    installation =
        Installation.of(
            configuration,
            new ProcessOptions(file, kafka.bootstrapServers(), registry.url(), null));
    SchemaRegistrar.at(registry.url().toString(), Map.of())
        .register(installation.names(), installation.plan());
    try (Admin admin = Admin.create(installation.kafka().admin("measurement"))) {
      new TopicProvisioner(admin).create(installation.topics(), (short) 1);
    }
  }

  Installation installation() {
    return installation;
  }

  /** Where an application keeps its stores. */
  Path state(String applicationId) {
    return data.resolve("state-" + applicationId);
  }

  /** Starts metering-stream under a group of its own, and waits until it says that it is ready. */
  ChildProcess run(String applicationId, int managementPort) {
    ChildProcess started =
        ChildProcess.start(
            ChildCommand.of(
                    applicationId,
                    "dev.barnabas.metering.app.MeteringMain",
                    data.resolve(applicationId + ".log"))
                .withJvmOptions("-Xmx1g", "-XX:+UseSerialGC")
                .withArguments("--config", file.toString())
                .withArguments("--bootstrap", kafka.bootstrapServers())
                .withArguments("--registry", registry.url().toString())
                .withArguments("--management-port", Integer.toString(managementPort))
                .withEnvironment("BARNABAS_STATE_DIR", state(applicationId).toString())
                .withEnvironment("BARNABAS_METERING_APPLICATION_ID", applicationId)
                .readyWhen(new Readiness.LogLine("READY metering-stream")));
    started.awaitReady(START).orThrow();
    return started;
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }
}
