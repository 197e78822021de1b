package dev.barnabas.cluster;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apicurio Registry in its own JVM, on the loopback address.
 *
 * <p>It serves its own API under {@link #url} and the Confluent-compatible one under {@link
 * #confluentUrl}. With a data directory, schemas and their ids survive a restart; records in Kafka
 * name schemas by id, so data kept there needs a registry kept with it. Life and threads as of
 * {@link LocalKafka}.
 */
public final class LocalRegistry implements AutoCloseable {

  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  private final Path log;
  private final int port;
  private final @Nullable Path data;
  private @Nullable ChildProcess child;

  private LocalRegistry(Path log, int port, @Nullable Path data) {
    this.log = log.toAbsolutePath();
    this.port = port;
    this.data = data == null ? null : data.toAbsolutePath();
  }

  /** A registry that forgets everything when it ends; its log goes under {@code directory}. */
  public static LocalRegistry inMemory(Path directory, int port) {
    requireNonNull(directory, "directory");
    return new LocalRegistry(directory.resolve("registry.log"), port, null);
  }

  /** A registry that keeps its schemas under {@code directory}, with its log. */
  public static LocalRegistry in(Path directory, int port) {
    requireNonNull(directory, "directory");
    return new LocalRegistry(directory.resolve("registry.log"), port, directory.resolve("data"));
  }

  /**
   * Starts the registry and returns at once.
   *
   * @throws IllegalStateException if it runs already, or its distribution is not found
   */
  public void start() {
    if (child != null && child.isAlive()) {
      throw new IllegalStateException("the registry runs already");
    }
    child = ChildProcess.start(command());
  }

  /** Waits until the registry answers, has ended, or the bound has passed. */
  public StartOutcome awaitReady(Duration bound) {
    return running().awaitReady(bound);
  }

  /** Stops the registry (SIGTERM), within {@link ChildProcess#STOP_BOUND}. */
  public void stop() {
    running().stop(ChildProcess.STOP_BOUND);
  }

  /** Ends the registry at once (SIGKILL). */
  public void kill9() {
    running().kill9();
  }

  /** The registry's process, for example to pause it. */
  public ChildProcess process() {
    return running();
  }

  public boolean isRunning() {
    return child != null && child.isAlive();
  }

  /** Base of Apicurio's own API: {@code http://127.0.0.1:<port>/apis/registry/v3}. */
  public URI url() {
    return base().resolve("/apis/registry/v3");
  }

  /** Base of the Confluent-compatible API: {@code http://127.0.0.1:<port>/apis/ccompat/v7}. */
  public URI confluentUrl() {
    return base().resolve("/apis/ccompat/v7");
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private ChildProcess running() {
    if (child == null) {
      throw new IllegalStateException("the registry was not started");
    }
    return child;
  }

  private ChildCommand command() {
    Path home = RegistryDistribution.home();
    return ChildCommand.of("registry", MAIN, log)
        .withClassPath(List.of(home.resolve("quarkus-run.jar")))
        .withJvmOptions(
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.lang=ALL-UNNAMED")
        .withJvmOptions(listening())
        .withJvmOptions(storage())
        .readyWhen(new Readiness.HttpOk(URI.create(url() + "/system/info")));
  }

  /** Both of its servers on the loopback address; the second, its own metrics, on any free port. */
  private String[] listening() {
    return new String[] {
      "-Dquarkus.http.host=127.0.0.1",
      "-Dquarkus.http.port=" + port,
      "-Dquarkus.management.host=127.0.0.1",
      "-Dquarkus.management.port=0",
      "-Dquarkus.http.access-log.enabled=false",
      "-Dquarkus.log.category.\"io.apicurio\".level=WARN",
      "-Dapicurio.datasource.jdbc.initial-size=2",
      "-Dapicurio.datasource.jdbc.min-size=2",
      "-Dapicurio.datasource.jdbc.max-size=20"
    };
  }

  /** Without WRITE_DELAY=0 the file lacks the last half second's commits after a kill. */
  private String[] storage() {
    return data == null
        ? new String[0]
        : new String[] {
          "-Dapicurio.datasource.url=jdbc:h2:file:" + data.resolve("registry") + ";WRITE_DELAY=0"
        };
  }
}
