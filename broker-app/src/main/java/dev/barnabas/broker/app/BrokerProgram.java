package dev.barnabas.broker.app;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Starts broker-app: configuration, registry, topics, key, then the topology. What is missing is
 * named, and nothing is created but the master key.
 *
 * <p>Environment: {@code BARNABAS_STATE_DIR} (default {@code .barnabas/broker-app}) holds the
 * stores and the transactional id, and belongs on a volume; {@code BARNABAS_KEY_FILE} (default
 * {@code broker.key} in it) is the same file for all instances; {@code BARNABAS_UP=true} says that
 * {@code ./barnabas up} started the process.
 */
final class BrokerProgram implements Program {
  static final String NAME = "broker-app";

  private final Map<String, String> environment;
  private final InstantSource clock;

  BrokerProgram(Map<String, String> environment, InstantSource clock) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  @Override
  public ProgramStart start(ProcessContext context) throws IOException {
    Path file = context.options().config();
    if (file == null) {
      return new ProgramStart.Refused(ExitCodes.USAGE, List.of("--config FILE is needed"));
    }
    LoadContext loading = LoadContext.ofProcess().withEnvironment(environment).withoutKeys();
    LoadContext reading =
        environment.getOrDefault("BARNABAS_UP", "").equals("true") ? loading.asUnderUp() : loading;
    return switch (ConfigurationLoader.load(file, reading)) {
      case LoadOutcome.Refused refused ->
          new ProgramStart.Refused(
              ExitCodes.CONFIGURATION, refused.errors().stream().map(Problem::toString).toList());
      case LoadOutcome.Loaded loaded -> started(context, file, reading, loaded);
    };
  }

  private ProgramStart started(
      ProcessContext context, Path file, LoadContext reading, LoadOutcome.Loaded loaded)
      throws IOException {
    Configuration configuration = loaded.configuration();
    Installation installation =
        Installation.of(configuration, context.options()).with(loaded.secrets());
    Path state = Path.of(environment.getOrDefault("BARNABAS_STATE_DIR", ".barnabas/broker-app"));
    String keyFile = environment.get("BARNABAS_KEY_FILE");
    Path keys = keyFile == null ? state.resolve("broker.key") : Path.of(keyFile);
    byte[] key = MasterKey.readOrCreate(keys);
    try {
      List<String> missing = missing(installation);
      if (!missing.isEmpty()) {
        return new ProgramStart.Refused(ExitCodes.UNAVAILABLE, missing);
      }
      context.serveManagement(Installation.management(configuration));
      BrokerRun.start(
          context,
          new BrokerSettings(
              installation,
              configuration,
              file,
              reading,
              loaded,
              state,
              key,
              MasterKey.contentKeys(keys),
              clock));
      return new ProgramStart.Running();
    } catch (RegistryException | KafkaException e) {
      return new ProgramStart.Refused(
          ExitCodes.UNAVAILABLE, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<String> missing(Installation installation) {
    try (Admin admin = Admin.create(installation.kafka().admin(NAME))) {
      return new ArrayList<>(installation.differences(admin));
    }
  }
}
