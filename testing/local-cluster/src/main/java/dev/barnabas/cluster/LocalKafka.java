package dev.barnabas.cluster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A one-node Kafka broker in its own JVM, on the loopback address.
 *
 * <p>Its directory holds the data, the log {@code kafka.log} and the cluster id; a second start on
 * the same directory has the same records. Life: {@link #start}, {@link #awaitReady}, then {@link
 * #stop} or {@link #kill9}, then {@link #start} again, on the same port. Calls of one instance come
 * from one thread at a time.
 */
public final class LocalKafka implements AutoCloseable {

  private static final String STARTED = "Kafka Server started";
  private static final Duration ASK = Duration.ofSeconds(10);

  private final Path directory;
  private final int port;
  private final int controllerPort;
  private final Map<String, String> overrides;
  private final String clusterId;
  private final @Nullable Path clock;
  private @Nullable ChildProcess child;

  private LocalKafka(
      Path directory,
      int port,
      int controllerPort,
      Map<String, String> overrides,
      @Nullable Path clock) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
    this.controllerPort = controllerPort;
    this.overrides = Map.copyOf(overrides);
    this.clusterId = ClusterId.of(this.directory);
    this.clock = clock;
  }

  /** A broker on a random free port with its data under {@code directory}; not started yet. */
  public static LocalKafka in(Path directory) {
    return in(directory, Ports.random(), Map.of());
  }

  /**
   * A broker on the given ports; not started yet.
   *
   * @param overrides broker settings that replace or add to those of {@code KafkaSettings}
   * @throws UncheckedIOException if the directory cannot be written
   */
  public static LocalKafka in(Path directory, Ports ports, Map<String, String> overrides) {
    requireNonNull(directory, "directory");
    return new LocalKafka(directory, ports.kafka(), ports.controller(), overrides, null);
  }

  /** The same broker, which stamps its records by the {@link ShiftedClock} of a file. */
  public LocalKafka under(Path clockFile) {
    return new LocalKafka(directory, port, controllerPort, overrides, clockFile);
  }

  /**
   * Starts the broker and returns at once.
   *
   * @throws IllegalStateException if it runs already
   */
  public void start() {
    if (child != null && child.isAlive()) {
      throw new IllegalStateException("Kafka runs already");
    }
    child = ChildProcess.start(command());
  }

  /** Waits until the broker answers with its own cluster id, has ended, or the bound has passed. */
  public StartOutcome awaitReady(Duration bound) {
    StartOutcome outcome = running().awaitReady(bound);
    return switch (outcome) {
      case StartOutcome.Ready ready -> confirmed(ready);
      case StartOutcome.Exited _, StartOutcome.TimedOut _, StartOutcome.Foreign _ -> outcome;
    };
  }

  /** Stops the broker (SIGTERM), within {@link ChildProcess#STOP_BOUND}. */
  public void stop() {
    running().stop(ChildProcess.STOP_BOUND);
  }

  /** Ends the broker at once (SIGKILL). */
  public void kill9() {
    running().kill9();
  }

  /** The broker's process, for example to pause it. */
  public ChildProcess process() {
    return running();
  }

  public boolean isRunning() {
    return child != null && child.isAlive();
  }

  /** {@code 127.0.0.1:<port>}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** This cluster's own id: what {@link #awaitReady} compares. */
  public String clusterId() {
    return clusterId;
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }

  private ChildProcess running() {
    if (child == null) {
      throw new IllegalStateException("Kafka was not started");
    }
    return child;
  }

  private ChildCommand command() {
    Path properties = writeProperties();
    ChildCommand command =
        ChildCommand.of("kafka", BrokerMain.class.getName(), directory.resolve("kafka.log"))
            .withClassPath(ClassPath.jarsAndThisModule())
            .withJvmOptions(
                "-Xms256m",
                "-Xmx512m",
                "-Dlogback.configurationFile=dev/barnabas/cluster/kafka-logback.xml")
            .withArguments(properties.toString(), clusterId)
            .readyWhen(new Readiness.LogLine(STARTED));
    return clock == null ? command : command.withArguments(clock.toString());
  }

  private Path writeProperties() {
    Map<String, String> settings =
        new LinkedHashMap<>(KafkaSettings.of(directory.resolve("data"), port, controllerPort));
    settings.putAll(overrides);
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = directory.resolve("server.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "written at each start");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }

  private StartOutcome confirmed(StartOutcome.Ready ready) {
    try (Admin admin = Admin.create(adminSettings())) {
      String answering = admin.describeCluster().clusterId().get(ASK.toSeconds(), TimeUnit.SECONDS);
      return answering.equals(clusterId)
          ? new StartOutcome.Ready(running().age(), ready.detail())
          : new StartOutcome.Foreign(
              "kafka", "port %d answers for another cluster, %s".formatted(port, answering));
    } catch (ExecutionException | TimeoutException e) {
      return new StartOutcome.TimedOut(
          "kafka", ASK, e + System.lineSeparator() + running().logTail());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }

  private Map<String, Object> adminSettings() {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers(),
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) ASK.toMillis(),
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        2_000);
  }

  /** The id that a broker's directory keeps over restarts. */
  private record ClusterId(String value) {
    static String of(Path directory) {
      Path file = directory.resolve("cluster.id");
      try {
        Files.createDirectories(directory);
        if (!Files.exists(file)) {
          Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot use " + file, e);
      }
    }
  }
}
