package dev.barnabas.it;

import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.ClientSettings;
import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.FreePorts;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, the registry and the three apps as child processes on free ports, each of which a test may
 * kill and start again. Topics and schemas are there when it starts. One thread.
 */
final class KillableHouse implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration READ_BACK = Duration.ofSeconds(30);

  private final Path directory;
  private final Path file;
  private final Map<String, String> environment;
  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final Installation installation;
  private final Map<App, String> mains;
  private final Map<App, ChildProcess> apps = new EnumMap<>(App.class);
  private final List<ChildProcess> further = new ArrayList<>();
  private @Nullable RecordCodec codec;

  private KillableHouse(
      Path directory, Path file, Map<String, String> environment, Map<App, Class<?>> mains) {
    this.directory = directory;
    this.file = file;
    this.environment = new HashMap<>(environment);
    this.mains = new EnumMap<>(App.class);
    for (App app : App.values()) {
      Class<?> other = mains.get(app);
      this.mains.put(app, other == null ? app.mainClass() : other.getName());
    }
    this.environment.put("BARNABAS_UP", "true");
    this.environment.put("BARNABAS_KEY_FILE", directory.resolve("broker.key").toString());
    this.kafka = LocalKafka.in(directory.resolve("kafka"));
    this.registry = LocalRegistry.in(directory.resolve("registry"), FreePorts.random());
    this.installation =
        Installation.of(
            ConfigurationLoader.load(file, reading()).orElseThrow(),
            new ProcessOptions(file, kafka.bootstrapServers(), registry.url(), 0));
  }

  /**
   * Starts all of it and returns when it can be used.
   *
   * @param directory data, state and logs
   * @param file the configuration
   * @param environment what the configuration names
   * @throws IllegalStateException if something does not start; ends with the tail of its log
   */
  static KillableHouse start(Path directory, Path file, Map<String, String> environment) {
    return start(directory, file, environment, Map.of());
  }

  /** The same with other main classes for some of the apps. */
  static KillableHouse start(
      Path directory, Path file, Map<String, String> environment, Map<App, Class<?>> mains) {
    KillableHouse house = new KillableHouse(directory, file, environment, mains);
    try {
      house.start();
      return house;
    } catch (RuntimeException e) {
      house.close();
      throw e;
    }
  }

  private LoadContext reading() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(environment);
    return LoadContext.ofProcess().withEnvironment(all).asUnderUp();
  }

  private void start() {
    kafka.start();
    registry.start();
    kafka.awaitReady(START).orThrow();
    try (Admin admin = Admin.create(installation.kafka().admin("integration-test"))) {
      new TopicProvisioner(admin).create(installation.topics(), (short) 1);
    }
    registry.awaitReady(START).orThrow();
    SchemaRegistrar.at(registry.url().toString(), installation.registryProperties())
        .register(installation.names(), installation.plan());
    codec = new RecordCodec(installation.schemas());
    for (App app : App.values()) {
      apps.put(app, ChildProcess.start(command(app, app.processName())));
    }
    apps.values().forEach(app -> app.awaitReady(START).orThrow());
  }

  /**
   * Starts a further instance of an app, on a state directory of its own, and returns at once.
   *
   * @param instance its name
   * @param variables what its environment has beside the house's
   */
  ChildProcess startFurther(App app, String instance, Map<String, String> variables) {
    ChildCommand command = command(app, instance);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      command = command.withEnvironment(variable.getKey(), variable.getValue());
    }
    ChildProcess started = ChildProcess.start(command);
    further.add(started);
    return started;
  }

  private ChildCommand command(App app, String name) {
    ChildCommand command =
        ChildCommand.of(
                name,
                Objects.requireNonNull(mains.get(app), "main class"),
                directory.resolve(name + ".log"))
            .withJvmOptions("-Xmx384m", "-XX:+UseSerialGC")
            .withArguments("--config", file.toString())
            .withArguments("--bootstrap", kafka.bootstrapServers())
            .withArguments("--registry", registry.url().toString())
            .withArguments("--management-port", "0")
            .withEnvironment("BARNABAS_STATE_DIR", directory.resolve(name).toString())
            .readyWhen(new Readiness.LogLine("READY " + app.processName()));
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      command = command.withEnvironment(variable.getKey(), variable.getValue());
    }
    return command;
  }

  /** Ends a process at once (SIGKILL). */
  void kill9(App app) {
    process(app).kill9();
  }

  /** Starts a process that has ended again, and returns when it is ready. */
  void restart(App app) {
    ChildProcess again = process(app).restarted();
    apps.put(app, again);
    again.awaitReady(START).orThrow();
  }

  /**
   * Says so at once when a process has ended that nobody ended.
   *
   * @throws IllegalStateException naming it, with the tail of its log
   */
  void requireAlive() {
    for (ChildProcess app : apps.values()) {
      if (!app.isAlive()) {
        throw new IllegalStateException(app.name() + " has ended:\n" + app.logTail());
      }
    }
  }

  private ChildProcess process(App app) {
    return Objects.requireNonNull(apps.get(app), "not started");
  }

  LocalRegistry registry() {
    return registry;
  }

  /** The installation as its apps see it. */
  Installation installation() {
    return installation;
  }

  /** A client of this installation; the caller closes it. */
  BarnabasClient client() {
    return client(UnaryOperator.identity());
  }

  /** A client with other settings; the caller closes it. */
  BarnabasClient client(UnaryOperator<ClientSettings> change) {
    return BarnabasClient.connect(
        change.apply(
            ClientSettings.of(kafka.bootstrapServers(), registry.url().toString())
                .withReadBackAfter(READ_BACK)));
  }

  /** A codec that knows our own schemas' ids, also while the registry is away. */
  RecordCodec codec() {
    return Objects.requireNonNull(codec, "not started");
  }

  /** What the topics hold now. */
  TopicContents contents() {
    return new TopicContents(installation.kafka(), codec());
  }

  @Override
  public void close() {
    further.forEach(ChildProcess::close);
    List.of(App.METERING, App.WORKER, App.BROKER)
        .forEach(app -> {
          ChildProcess process = apps.get(app);
          if (process != null) {
            process.close();
          }
        });
    registry.close();
    kafka.close();
  }
}
