package dev.barnabas.it;

import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.ClientSettings;
import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicProvisioner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The registry, broker-app and worker-app as child processes around a Kafka that somebody else
 * runs; the one partner is simulated in the worker. Topics and schemas are there when it starts.
 */
final class RunningHouse implements AutoCloseable {
  /** The route that every tenant may use. */
  static final String MODEL = "instant";

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration READ = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String CONFIGURATION =
      """
      partners:
        - {id: in-process, adapter: simulated, models: {instant: emulator-fast}}
      routing:
        models:
          - {alias: instant, primary: in-process, cost_per_token: 0.000001}
      quotas:
        default: {tokens_per_month: 1000000, requests_per_minute: 600}
      prices:
        - {partner: in-process, model: emulator-fast, input: 0.10, output: 0.40}
      """;

  private final Path directory;
  private final Path file;
  private final LocalRegistry registry;
  private final Installation installation;
  private final List<ChildProcess> apps = new ArrayList<>();

  private RunningHouse(Path directory, String bootstrap) throws IOException {
    this.directory = directory;
    this.file = Files.writeString(directory.resolve("barnabas.yaml"), CONFIGURATION);
    this.registry = LocalRegistry.inMemory(directory.resolve("registry"), FreePorts.random());
    this.installation =
        Installation.of(
            ConfigurationLoader.load(file, LoadContext.ofProcess().asUnderUp()).orElseThrow(),
            new ProcessOptions(file, bootstrap, registry.url(), 0));
  }

  /**
   * Starts all of it and returns when it can be used.
   *
   * @param directory state and logs
   * @param bootstrap the Kafka that runs
   * @throws IllegalStateException if something does not start; ends with the tail of its log
   */
  static RunningHouse start(Path directory, String bootstrap) throws IOException {
    RunningHouse house = new RunningHouse(directory, bootstrap);
    try {
      house.start();
      return house;
    } catch (RuntimeException e) {
      house.close();
      throw e;
    }
  }

  private void start() {
    registry.start();
    try (Admin admin = Admin.create(installation.kafka().admin("integration-test"))) {
      new TopicProvisioner(admin).create(installation.topics(), (short) 1);
    }
    registry.awaitReady(START).orThrow();
    SchemaRegistrar.at(registry.url().toString(), installation.registryProperties())
        .register(installation.names(), installation.plan());
    apps.add(ChildProcess.start(command("broker-app", "dev.barnabas.broker.app.BrokerMain")));
    apps.add(ChildProcess.start(command("worker-app", "dev.barnabas.worker.app.WorkerMain")));
    apps.forEach(app -> app.awaitReady(START).orThrow());
  }

  private ChildCommand command(String name, String mainClass) {
    return ChildCommand.of(name, mainClass, directory.resolve(name + ".log"))
        .withJvmOptions("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .withArguments("--config", file.toString())
        .withArguments("--bootstrap", installation.kafka().bootstrap())
        .withArguments("--registry", registry.url().toString())
        .withArguments("--management-port", "0")
        .withEnvironment("BARNABAS_UP", "true")
        .withEnvironment("BARNABAS_STATE_DIR", directory.resolve(name).toString())
        .readyWhen(new Readiness.LogLine("READY " + name));
  }

  /** The installation as its apps see it. */
  Installation installation() {
    return installation;
  }

  /** The registry's Confluent-compatible API. */
  URI confluentRegistry() {
    return registry.confluentUrl();
  }

  /** The end of each app's log, for a test that failed. */
  String logs() {
    return String.join("\n", apps.stream().map(app -> app.name() + ":\n" + app.logTail()).toList());
  }

  /** A client of this installation; the caller closes it. */
  BarnabasClient client() {
    return BarnabasClient.connect(
        ClientSettings.of(installation.kafka().bootstrap(), registry.url().toString()));
  }

  /** Every committed record that a topic holds now. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(installation.kafka().reader("integration-test"))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + READ.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(topic + " could not be read to its end within " + READ);
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    apps.reversed().forEach(ChildProcess::close);
    registry.close();
  }
}
