package dev.barnabas.cli.local;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.topics.ConfigurationLog;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts a configuration in force in a running installation: through the file that it watches, and
 * seen on the log. Only broker-app can prove to itself that an activation is its own, so only
 * broker-app activates.
 */
public final class ConfigurationChange {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final RunningInstallation running;
  private final ConfigurationLog log;

  /** In this installation. */
  public ConfigurationChange(RunningInstallation running) {
    this.running = running;
    TopicNames names = new TopicNames(running.topicPrefix());
    Cluster cluster = Cluster.of(running.bootstrap(), running.registry(), names, Map.of());
    this.log = new ConfigurationLog(cluster.kafka(), names, new RecordCodec(cluster.schemas()));
  }

  /**
   * Replaces the watched file and waits.
   *
   * @param file the new configuration
   * @param configuration what it says
   * @return the version that is in force
   * @throws CommandException if it is not in force within the bound
   */
  public long apply(Path file, Configuration configuration, Duration bound) {
    replace(file.toAbsolutePath().normalize(), Path.of(running.configuration()));
    long deadline = System.nanoTime() + bound.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<ConfigActivated> active = log.active();
      if (active.isPresent() && active.get().getSha256().equals(configuration.sha256())) {
        return active.get().getVersion();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw CommandException.wrong(
        "not in force after %d s; %s/logs/broker-app.log says why"
            .formatted(bound.toSeconds(), running.data()));
  }

  private static void replace(Path file, Path watched) {
    if (file.equals(watched)) {
      return;
    }
    try {
      Path before = watched.resolveSibling(watched.getFileName() + ".before");
      Path next = watched.resolveSibling(watched.getFileName() + ".next");
      Files.copy(watched, before, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(file, next, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          next, watched, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replace " + watched, e);
    }
  }
}
