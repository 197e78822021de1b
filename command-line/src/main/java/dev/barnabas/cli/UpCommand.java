package dev.barnabas.cli;

import dev.barnabas.cli.local.DetachedUp;
import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.LocalInstallation;
import dev.barnabas.cli.local.LocalPorts;
import dev.barnabas.cli.local.LocalSettings;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.local.StartProgress;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Progress;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.LoadOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything on this machine until it is told to stop. */
@Command(
    name = "up",
    description = {
      "Run everything on this machine: Kafka (9092), schema registry (8081), broker-app (health and"
          + " metrics on 8080), worker-app (8082), metering-stream (8083), and a provider emulator"
          + " where the configuration names one.",
      "",
      "The next port after broker-app's is the registry's, so the other apps take the second and"
          + " third. Ctrl-C stops the apps, then the servers; what was sent is there again at the"
          + " next start on the same --data."
    })
final class UpCommand extends AbstractCommand {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it, two partners played by the emulator.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where topics, schemas, keys and logs are kept (.barnabas/data).")
  private @Nullable Path data;

  @Option(names = "--detach", description = "Return when it runs; `down` stops it.")
  private boolean detach;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Kafka (${DEFAULT-VALUE}); 0 takes a free port.")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "N",
      defaultValue = "8081",
      description = "Schema registry (${DEFAULT-VALUE}); 0 takes a free port.")
  private int registryPort;

  @Option(
      names = "--management-port",
      paramLabel = "N",
      description = "broker-app (the configuration's, 8080); 0 takes a free port.")
  private @Nullable Integer managementPort;

  private volatile boolean stopping;

  @Override
  public Integer call() throws InterruptedException {
    requireNoneRunning();
    if (detach) {
      return DetachedUp.start(spec().commandLine().getParseResult().originalArgs(), data(), out());
    }
    Path file = config == null ? defaultConfiguration() : config.toAbsolutePath().normalize();
    LocalSettings drafted = settings(file, LocalPorts.free());
    Configuration configuration = load(drafted);
    LocalPorts ports =
        LocalPorts.of(
            kafkaPort,
            registryPort,
            managementPort == null ? configuration.managementPort() : managementPort);
    List<String> problems = ports.problems();
    if (!problems.isEmpty()) {
      throw CommandException.unavailable(String.join("\n  ", problems) + "\n  " + otherPorts());
    }
    // The emulator's port is part of what the configuration says.
    LocalSettings settings = settings(file, ports);
    ConfigCommand.printWarnings(settings.load(), file, err());
    return run(settings, load(settings));
  }

  private int run(LocalSettings settings, Configuration configuration) throws InterruptedException {
    long began = System.nanoTime();
    out().println("starting on " + settings.data());
    try (LocalInstallation local =
        LocalInstallation.start(settings, configuration, StartProgress.printing(out()))) {
      RunningInstallation running = local.running();
      running.write(Home.state());
      Runtime.getRuntime().addShutdownHook(new Thread(this::stopping, "up-stop"));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      out().println(DetachedUp.READY + " after " + Progress.seconds(took));
      explain(running);
      return supervise(local);
    }
  }

  private void explain(RunningInstallation running) {
    out().println("  configuration  " + running.configuration());
    out().println("  logs           " + running.data() + "/logs");
    out().println("  try            ./barnabas submit examples/requests.jsonl");
    out().println("                 ./barnabas tail responses --follow");
    out().println("  other programs eval \"$(./barnabas status --env)\"");
    out().println("  stop           Ctrl-C, or ./barnabas down");
  }

  private int supervise(LocalInstallation local) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Optional<String> ended = local.ended();
    while (ended.isEmpty()) {
      var _ = never.await(500, TimeUnit.MILLISECONDS);
      // what ends while we are told to stop was stopped by us
      ended = stopping ? Optional.empty() : local.ended();
    }
    forget();
    err().println("up: " + ended.get());
    err().println("up: stopping the others");
    return CommandExit.WRONG;
  }

  private void stopping() {
    stopping = true;
    out().println("stopping: apps first, then the servers");
    forget();
  }

  private static void forget() {
    try {
      Files.deleteIfExists(Home.state());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + Home.state(), e);
    }
  }

  private static void requireNoneRunning() {
    RunningInstallation.read(Home.state())
        .ifPresent(running -> {
          throw CommandException.unavailable(
              "one runs already on %s (process %d): `./barnabas down` stops it"
                  .formatted(running.data(), running.pid()));
        });
  }

  private static String otherPorts() {
    return "stop the other program, or choose others: --kafka-port, --registry-port,"
        + " --management-port; 0 takes a free one";
  }

  private Configuration load(LocalSettings settings) {
    LoadOutcome outcome = settings.load();
    if (outcome instanceof LoadOutcome.Refused) {
      ConfigCommand.printErrors(outcome, settings.file(), err());
      throw CommandException.wrong("the configuration is refused");
    }
    return outcome.orElseThrow();
  }

  private LocalSettings settings(Path file, LocalPorts ports) {
    return new LocalSettings(
        file,
        data(),
        ports,
        LocalSettings.needsEmulator(file, System.getenv()),
        true,
        List.of("-Xmx512m"));
  }

  private Path data() {
    return data == null ? Home.data() : data.toAbsolutePath().normalize();
  }

  private Path defaultConfiguration() {
    Path file = data().resolve("barnabas.yaml");
    try (InputStream text = UpCommand.class.getResourceAsStream("default.yaml")) {
      if (text == null) {
        throw new IllegalStateException("default.yaml is not on the class path");
      }
      Files.createDirectories(data());
      if (!Files.exists(file)) {
        Files.copy(text, file);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
