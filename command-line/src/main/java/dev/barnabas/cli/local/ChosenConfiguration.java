package dev.barnabas.cli.local;

import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a command that works on a cluster without an app: the file that was named,
 * else the one that a running {@code up} watches, read with the variables that {@code up} gave it.
 *
 * @param file the configuration
 * @param outcome how reading it ended
 * @param running the {@code up} it is of; null where a file was named
 */
public record ChosenConfiguration(
    Path file, LoadOutcome outcome, @Nullable RunningInstallation running) {
  /** Refuses null but for {@code running}. */
  public ChosenConfiguration {
    requireNonNull(file, "file");
    requireNonNull(outcome, "outcome");
  }

  /**
   * Reads it.
   *
   * @param named the file that was named; null for the running {@code up}'s
   * @throws CommandException if no file was named and nothing runs
   */
  public static ChosenConfiguration read(
      @Nullable Path named,
      Map<String, String> environment,
      Optional<RunningInstallation> running) {
    if (named != null) {
      return new ChosenConfiguration(named, load(named, environment), null);
    }
    RunningInstallation up =
        running.orElseThrow(
            () -> CommandException.unavailable("nothing runs, so --config FILE is needed"));
    Path file = Path.of(up.configuration());
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(up.environment());
    return new ChosenConfiguration(file, load(file, all), up);
  }

  /** Kafka: what was said, else what {@code up} runs; null for the configuration's. */
  public @Nullable String bootstrap(@Nullable String said) {
    return said == null && running != null ? running.bootstrap() : said;
  }

  /** The registry: what was said, else what {@code up} runs; null for the configuration's. */
  public @Nullable String registry(@Nullable String said) {
    return said == null && running != null ? running.registry() : said;
  }

  private static LoadOutcome load(Path file, Map<String, String> environment) {
    return ConfigurationLoader.load(
        file, LoadContext.ofProcess().withoutKeys().asUnderUp().withEnvironment(environment));
  }
}
