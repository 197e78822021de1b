package dev.barnabas.cli.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a running `up` writes about itself, for the other commands.
 *
 * @param pid the process that holds the others
 * @param startedAtMillis when that process started; tells it from a later one of the same id
 * @param bootstrap Kafka
 * @param registry the registry, its own API
 * @param confluentRegistry the registry, the Confluent-compatible API
 * @param topicPrefix first part of every topic's name
 * @param management process name to the address of its health and metrics
 * @param emulator the provider emulator; null where none runs
 * @param ledger the emulator's ledger
 * @param configuration the file that the processes watch
 * @param data where everything is kept
 */
public record RunningInstallation(
    long pid,
    long startedAtMillis,
    String bootstrap,
    String registry,
    String confluentRegistry,
    String topicPrefix,
    Map<String, String> management,
    @Nullable String emulator,
    @Nullable String ledger,
    String configuration,
    String data) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  /** Copies. */
  public RunningInstallation {
    management = new LinkedHashMap<>(management);
  }

  /** What the file says, if the process that wrote it still runs. */
  public static Optional<RunningInstallation> read(Path file) {
    try {
      RunningInstallation said = JSON.readValue(Files.readString(file), RunningInstallation.class);
      return said.process().isPresent() ? Optional.of(said) : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(file + " is not what `up` writes; delete it", e);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Writes the file at once or not at all. */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The process that holds the others, while it runs. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> isSame(started(handle)));
  }

  /** When a process started; 0 where the system does not say. */
  static long started(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private boolean isSame(long started) {
    return Math.abs(started - startedAtMillis) <= CLOCK_STEP.toMillis();
  }

  /** The environment that makes another program talk to it. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("BARNABAS_BOOTSTRAP", bootstrap);
    variables.put("BARNABAS_REGISTRY", registry);
    variables.put("BARNABAS_CONFLUENT_REGISTRY", confluentRegistry);
    variables.put("BARNABAS_TOPIC_PREFIX", topicPrefix);
    if (emulator != null) {
      variables.put("EMULATOR_URL", emulator);
    }
    if (ledger != null) {
      variables.put("BARNABAS_LEDGER", ledger);
    }
    return variables;
  }
}
