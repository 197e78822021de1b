package dev.barnabas.cli.local;

import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.LocalKafka;
import dev.barnabas.cluster.LocalRegistry;
import dev.barnabas.cluster.Ports;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.cluster.StartOutcome;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.SchemaRegistrar;
import dev.barnabas.topics.TopicProvisioner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, the registry, the emulator where it is needed and the three apps, as child processes. What
 * does not depend on each other starts at the same time. Closing stops apps before servers, and so
 * does the end of this JVM. One thread.
 */
public final class LocalInstallation implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final LocalSettings settings;
  private final Installation installation;
  private final LocalKafka kafka;
  private final LocalRegistry registry;
  private final StartProgress progress;
  private final List<ChildProcess> apps = new ArrayList<>();
  private @Nullable ChildProcess emulator;

  private LocalInstallation(
      LocalSettings settings, Configuration configuration, StartProgress progress) {
    this.settings = settings;
    this.progress = progress;
    LocalPorts ports = settings.ports();
    Path data = settings.data();
    this.kafka =
        LocalKafka.in(
            data.resolve("kafka"),
            new Ports(ports.kafka(), ports.controller(), ports.registry(), ports.broker()),
            Map.of());
    Path registryData = data.resolve("registry");
    this.registry =
        settings.keptRegistry()
            ? LocalRegistry.in(registryData, ports.registry())
            : LocalRegistry.inMemory(registryData, ports.registry());
    this.installation =
        Installation.of(
            configuration,
            new ProcessOptions(
                settings.file(), kafka.bootstrapServers(), registry.url(), ports.broker()));
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @throws CommandException if something does not start, after all that did was stopped
   */
  public static LocalInstallation start(
      LocalSettings settings, Configuration configuration, StartProgress progress) {
    LocalInstallation local = new LocalInstallation(settings, configuration, progress);
    try {
      local.start();
      return local;
    } catch (RuntimeException e) {
      local.close();
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      throw cause instanceof CommandException known
          ? known
          : CommandException.unavailable(String.valueOf(cause.getMessage()));
    }
  }

  private void start() {
    kafka.start();
    registry.start();
    if (settings.emulated()) {
      emulator = ChildProcess.start(emulatorCommand());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              run(threads, this::kafkaReady),
              run(threads, this::registryReady),
              run(threads, this::emulatorReady))
          .join();
      for (AppCommand app : AppCommand.values()) {
        apps.add(ChildProcess.start(command(app)));
      }
      CompletableFuture.allOf(
              apps.stream()
                  .map(app -> run(threads, () -> appReady(app)))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }

  private static CompletableFuture<Void> run(ExecutorService threads, Runnable step) {
    return CompletableFuture.runAsync(step, threads);
  }

  private void kafkaReady() {
    ready("Kafka " + kafka.bootstrapServers(), kafka.awaitReady(START));
    long began = System.nanoTime();
    try (Admin admin = Admin.create(installation.kafka().admin("barnabas-up"))) {
      int created = new TopicProvisioner(admin).create(installation.topics(), (short) 1).size();
      progress.done(
          "topics: %d, %d of them new".formatted(installation.topics().size(), created),
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private void registryReady() {
    ready("schema registry " + registry.url(), registry.awaitReady(START));
    long began = System.nanoTime();
    int names =
        SchemaRegistrar.at(registry.url().toString(), installation.registryProperties())
            .register(installation.names(), installation.plan());
    progress.done(
        "schemas under %d names".formatted(names), Duration.ofNanos(System.nanoTime() - began));
  }

  private void emulatorReady() {
    if (emulator != null) {
      ready("provider emulator " + settings.emulatorUrl(), emulator.awaitReady(START));
    }
  }

  /** An app says READY when it serves, and its health says when it also has its partitions. */
  private void appReady(ChildProcess app) {
    long began = System.nanoTime();
    StartOutcome outcome = app.awaitReady(START);
    if (outcome instanceof StartOutcome.Ready(var _, String line)) {
      String address = line.substring(line.indexOf("management=") + "management=".length());
      if (!Health.awaitReady(address, app::isAlive, START)) {
        throw CommandException.unavailable(
            "%s serves but did not get ready:%n%s".formatted(app.name(), app.logTail()));
      }
      progress.done(app.name() + " " + address, Duration.ofNanos(System.nanoTime() - began));
    } else {
      ready(app.name(), outcome);
    }
  }

  private void ready(String what, StartOutcome outcome) {
    switch (outcome) {
      case StartOutcome.Ready(var took, var _) -> progress.done(what, took);
      case StartOutcome.Exited _, StartOutcome.TimedOut _, StartOutcome.Foreign _ -> {
        var _ = outcome.orThrow();
      }
    }
  }

  private ChildCommand emulatorCommand() {
    return ChildCommand.of("emulator", "dev.barnabas.emulator.EmulatorMain", log("emulator"))
        .withArguments(
            "--port",
            Integer.toString(settings.ports().emulator()),
            "--ledger",
            settings.ledger().toString())
        .withJvmOptions("-Xmx256m", "-XX:+UseSerialGC")
        .readyWhen(new Readiness.LogLine("LISTENING"));
  }

  private ChildCommand command(AppCommand app) {
    ChildCommand command =
        ChildCommand.of(app.processName(), app.mainClass(), log(app.processName()))
            .withJvmOptions(settings.jvmOptions().toArray(String[]::new))
            .withArguments(
                "--config",
                settings.file().toString(),
                "--bootstrap",
                kafka.bootstrapServers(),
                "--registry",
                registry.url().toString(),
                "--management-port",
                Integer.toString(app.port(settings.ports())))
            .withEnvironment("BARNABAS_STATE_DIR", state(app).toString())
            .readyWhen(new Readiness.LogLine("READY "));
    for (Map.Entry<String, String> variable : settings.environment().entrySet()) {
      command = command.withEnvironment(variable.getKey(), variable.getValue());
    }
    return command;
  }

  private Path state(AppCommand app) {
    return settings.data().resolve(app.processName());
  }

  private Path log(String name) {
    return settings.data().resolve("logs").resolve(name + ".log");
  }

  /** The installation as the apps see it. */
  public Installation installation() {
    return installation;
  }

  /** Kafka's address. */
  public String bootstrap() {
    return kafka.bootstrapServers();
  }

  /** The registry's own API. */
  public URI registryUrl() {
    return registry.url();
  }

  /** The first process that ended although nobody stopped it, with the end of its log. */
  public Optional<String> ended() {
    List<ChildProcess> all = new ArrayList<>(apps);
    all.add(kafka.process());
    all.add(registry.process());
    if (emulator != null) {
      all.add(emulator);
    }
    return all.stream()
        .filter(child -> !child.isAlive())
        .map(child ->
            "%s ended with code %d:%n%s"
                .formatted(child.name(), child.exitCode().orElse(-1), child.logTail()))
        .findFirst();
  }

  /** What other commands may know. */
  public RunningInstallation running() {
    Map<String, String> management = new LinkedHashMap<>();
    for (AppCommand app : AppCommand.values()) {
      management.put(app.processName(), "http://127.0.0.1:" + app.port(settings.ports()));
    }
    ProcessHandle self = ProcessHandle.current();
    return new RunningInstallation(
        self.pid(),
        RunningInstallation.started(self),
        bootstrap(),
        registry.url().toString(),
        registry.confluentUrl().toString(),
        installation.names().prefix(),
        management,
        settings.emulated() ? settings.emulatorUrl() : null,
        settings.emulated() ? settings.ledger().toString() : null,
        requireNonNull(settings.file()).toString(),
        settings.data().toString());
  }

  /** Stops the apps together, then the servers together. */
  @Override
  public void close() {
    stop(apps.reversed().stream().<Runnable>map(app -> app::close).toList());
    ChildProcess provider = emulator;
    stop(List.of(provider == null ? () -> {} : provider::close, registry::close, kafka::close));
  }

  private static void stop(List<Runnable> stops) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              stops.stream().map(stop -> run(threads, stop)).toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }
}
