package dev.barnabas.metering.app;

import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.configuration.binding.Problem;
import dev.barnabas.metering.query.TotalsPage;
import dev.barnabas.metering.topology.StoredCells;
import dev.barnabas.process.ExitCodes;
import dev.barnabas.process.ManagementSettings;
import dev.barnabas.process.ProcessContext;
import dev.barnabas.process.Program;
import dev.barnabas.process.ProgramStart;
import dev.barnabas.schemas.Alert;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.schemas.UsageTotals;
import dev.barnabas.topics.Difference;
import dev.barnabas.topics.RegistryException;
import dev.barnabas.topics.RegistrySchemas;
import dev.barnabas.topics.TopicProvisioner;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * What metering-stream does at its start; what an operator can put right is a refusal that names
 * it.
 */
final class MeteringProgram implements Program {

  static final String NAME = "metering-stream";

  private final Map<String, String> environment;

  MeteringProgram(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public ProgramStart start(ProcessContext context) throws IOException {
    var file = context.options().config();
    if (file == null) {
      return new ProgramStart.Refused(ExitCodes.USAGE, List.of("--config FILE is needed"));
    }
    // Takes no requests and calls no provider: needs neither authentication nor keys.
    var reading = LoadContext.ofProcess().withEnvironment(environment).asUnderUp().withoutKeys();
    return switch (ConfigurationLoader.load(file, reading)) {
      case LoadOutcome.Refused refused ->
          new ProgramStart.Refused(
              ExitCodes.CONFIGURATION, refused.errors().stream().map(Problem::toString).toList());
      case LoadOutcome.Loaded loaded -> started(context, loaded);
    };
  }

  private ProgramStart started(ProcessContext context, LoadOutcome.Loaded loaded)
      throws IOException {
    var settings = MeteringSettings.of(loaded, context.options(), environment);
    try {
      var schemas = RegistrySchemas.at(settings.registryUrl(), settings.registryProperties());
      schemas.warm(
          List.of(UsageEvent.SCHEMA$, UsageTotals.SCHEMA$, Alert.SCHEMA$, DeadLetter.SCHEMA$));
      var differences = differences(settings);
      if (!differences.isEmpty()) {
        return new ProgramStart.Refused(ExitCodes.UNAVAILABLE, differences);
      }
      var management = context.serveManagement(management(loaded));
      var streams = MeteringRun.start(context, settings, schemas);
      management.serve(
          TotalsPage.PATH,
          new TotalsPage(() -> StoredCells.of(streams, settings.homePartitions())));
      return new ProgramStart.Running();
    } catch (RegistryException | KafkaException e) {
      return new ProgramStart.Refused(
          ExitCodes.UNAVAILABLE, List.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<String> differences(MeteringSettings settings) {
    try (var admin = Admin.create(settings.kafka().admin(NAME))) {
      return new TopicProvisioner(admin)
          .check(settings.topics()).stream().map(Difference::describe).toList();
    }
  }

  private static ManagementSettings management(LoadOutcome.Loaded loaded) {
    var configuration = loaded.configuration();
    return new ManagementSettings(
        configuration.management().address(),
        configuration.managementPort(),
        configuration.gateway().metrics().endpoint());
  }
}
