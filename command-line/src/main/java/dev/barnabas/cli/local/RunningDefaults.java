package dev.barnabas.cli.local;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The cluster and the ledger of a running `up`, for a command that has options for them and was
 * told nothing, neither by option nor by environment.
 */
public final class RunningDefaults implements IDefaultValueProvider {
  private final Map<String, String> environment;
  private final Optional<RunningInstallation> running;

  /** Of what runs, if anything. */
  public RunningDefaults(Map<String, String> environment, Optional<RunningInstallation> running) {
    this.environment = Map.copyOf(environment);
    this.running = running;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (running.isEmpty()
        || environment.containsKey("BARNABAS_BOOTSTRAP")
        || !(argument instanceof OptionSpec option)) {
      return null;
    }
    return switch (option.longestName()) {
      case "--bootstrap" -> running.get().bootstrap();
      case "--registry" -> running.get().registry();
      case "--prefix" -> running.get().topicPrefix();
      case "--ledger" -> running.get().ledger();
      default -> null;
    };
  }
}
