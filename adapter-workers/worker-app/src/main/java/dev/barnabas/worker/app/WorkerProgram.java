package dev.barnabas.worker.app;

import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.configuration.binding.Problem;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ExitCodes;
import dev.barnabas.process.ProcessContext;
import dev.barnabas.process.Program;
import dev.barnabas.process.ProgramStart;
import dev.barnabas.topics.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Starts worker-app: configuration, registry, topics, then a pool per partner. What is missing is
 * named, and nothing is created.
 *
 * <p>Environment: {@code BARNABAS_PARTNERS=a,b} names the partners that this process works for
 * (default: all, also those added later); {@code BARNABAS_WORKER_ID} names the process in records
 * (default: host and process id); {@code BARNABAS_UP=true} says that {@code ./barnabas up} started
 * the process.
 */
final class WorkerProgram implements Program {
  static final String NAME = "worker-app";

  private final Map<String, String> environment;

  WorkerProgram(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public ProgramStart start(ProcessContext context) throws IOException {
    Path file = context.options().config();
    if (file == null) {
      return new ProgramStart.Refused(ExitCodes.USAGE, List.of("--config FILE is needed"));
    }
    LoadContext reading = reading();
    return switch (ConfigurationLoader.load(file, reading)) {
      case LoadOutcome.Refused refused ->
          new ProgramStart.Refused(
              ExitCodes.CONFIGURATION, refused.errors().stream().map(Problem::toString).toList());
      case LoadOutcome.Loaded loaded -> started(context, file, reading, loaded);
    };
  }

  /** A process of some partners need not know the keys of the others. */
  private LoadContext reading() {
    LoadContext process = LoadContext.ofProcess().withEnvironment(environment);
    LoadContext keys = partners().isEmpty() ? process : process.withoutKeys();
    return environment.getOrDefault("BARNABAS_UP", "").equals("true") ? keys.asUnderUp() : keys;
  }

  /** The partners named; empty means all. */
  private Set<String> partners() {
    return Arrays.stream(environment.getOrDefault("BARNABAS_PARTNERS", "").split(",", -1))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private ProgramStart started(
      ProcessContext context, Path file, LoadContext reading, LoadOutcome.Loaded loaded)
      throws IOException {
    Configuration configuration = loaded.configuration();
    List<String> unknown =
        partners().stream()
            .filter(id -> configuration.partner(id).isEmpty())
            .map(id -> "BARNABAS_PARTNERS: the configuration has no partner '" + id + "'")
            .toList();
    if (!unknown.isEmpty()) {
      return new ProgramStart.Refused(ExitCodes.CONFIGURATION, unknown);
    }
    Installation installation = Installation.of(configuration, context.options());
    try {
      List<String> missing = missing(installation);
      if (!missing.isEmpty()) {
        return new ProgramStart.Refused(ExitCodes.UNAVAILABLE, missing);
      }
      context.serveManagement(Installation.management(configuration));
      List<String> problems =
          WorkerRun.start(
              context,
              new WorkerSettings(installation, file, reading, loaded, partners(), workerId()));
      return problems.isEmpty()
          ? new ProgramStart.Running()
          : new ProgramStart.Refused(ExitCodes.CONFIGURATION, problems);
    } catch (RegistryException | KafkaException e) {
      return new ProgramStart.Refused(
          ExitCodes.UNAVAILABLE, List.of(String.valueOf(e.getMessage())));
    }
  }

  private String workerId() {
    String host = environment.getOrDefault("HOSTNAME", "local");
    return environment.getOrDefault(
        "BARNABAS_WORKER_ID", host + "-" + ProcessHandle.current().pid());
  }

  private static List<String> missing(Installation installation) {
    try (Admin admin = Admin.create(installation.kafka().admin(NAME))) {
      return List.copyOf(installation.differences(admin));
    }
  }
}
