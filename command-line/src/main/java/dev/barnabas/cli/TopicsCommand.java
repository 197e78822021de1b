package dev.barnabas.cli;

import dev.barnabas.cli.local.ChosenConfiguration;
import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.CommandGroup;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.ProducerQuotas;
import dev.barnabas.topics.TopicProvisioner;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The topics on the cluster. */
@Command(
    name = "topics",
    description = "The topics on the cluster.",
    subcommands = {
      TopicsCommand.Create.class,
      TopicsCommand.Check.class,
      TopicsCommand.Quotas.class
    })
final class TopicsCommand extends CommandGroup {

  /** Works on the topics that a configuration needs. */
  abstract static class OfConfiguration extends AbstractCommand {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The configuration (the running `up`'s).")
    private @Nullable Path config;

    @Option(
        names = "--bootstrap",
        paramLabel = "HOST:PORT",
        description = "Kafka (BARNABAS_BOOTSTRAP, or the configuration's).")
    private @Nullable String bootstrap;

    /** Does the work; returns the exit code. */
    abstract int with(Configuration configuration, Installation installation, Admin admin);

    @Override
    public Integer call() {
      ChosenConfiguration chosen =
          ChosenConfiguration.read(config, System.getenv(), RunningInstallation.read(Home.state()));
      LoadOutcome outcome = chosen.outcome();
      if (outcome instanceof LoadOutcome.Refused) {
        ConfigCommand.printErrors(outcome, chosen.file(), err());
        return CommandExit.WRONG;
      }
      String kafka =
          chosen.bootstrap(bootstrap == null ? System.getenv("BARNABAS_BOOTSTRAP") : bootstrap);
      Configuration configuration = outcome.orElseThrow();
      Installation installation =
          Installation.of(configuration, new ProcessOptions(chosen.file(), kafka, null, null));
      try (Admin admin = Admin.create(installation.kafka().admin("barnabas-topics"))) {
        return with(configuration, installation, admin);
      }
    }

    /** Prints what the cluster lacks; 1 if it lacks anything. */
    int differences(Installation installation, Admin admin) {
      List<String> differences = installation.differences(admin);
      differences.forEach(err()::println);
      return differences.isEmpty() ? CommandExit.OK : CommandExit.WRONG;
    }
  }

  /** Creates what is missing. */
  @Command(
      name = "create",
      description = {
        "Create the topics of a configuration that do not exist, with kafka.replication copies.",
        "Topics that exist are left as they are; exit code 1 if they differ from what is needed."
            + " `up` does it itself."
      })
  static final class Create extends OfConfiguration {
    @Override
    int with(Configuration configuration, Installation installation, Admin admin) {
      List<String> created =
          new TopicProvisioner(admin)
              .create(installation.topics(), (short) installation.replication());
      out()
          .println(
              "topics: %d, %d of them new".formatted(installation.topics().size(), created.size()));
      return differences(installation, admin);
    }
  }

  /** Compares. */
  @Command(
      name = "check",
      description = "Say what the cluster lacks, and how its topics differ from what is needed.")
  static final class Check extends OfConfiguration {
    @Override
    int with(Configuration configuration, Installation installation, Admin admin) {
      int code = differences(installation, admin);
      if (code == CommandExit.OK) {
        out().println("topics: %d, all as needed".formatted(installation.topics().size()));
      }
      return code;
    }
  }

  /** Bounds what tenants may write. */
  @Command(
      name = "quotas",
      description = {
        "Bound the bytes a second that each tenant may write to a broker: Kafka's"
            + " producer_byte_rate of the Kafka user that has the tenant's id as its name.",
        "Without a list of tenants in the configuration it is the rate of every user that has none"
            + " of its own: give broker-app's and the workers' users one that is larger."
      })
  static final class Quotas extends OfConfiguration {
    @Option(
        names = "--bytes-per-second",
        required = true,
        paramLabel = "N",
        description = "Above 0.")
    private long bytesPerSecond;

    @Override
    int with(Configuration configuration, Installation installation, Admin admin) {
      if (bytesPerSecond <= 0) {
        err().println("--bytes-per-second must be above 0: " + bytesPerSecond);
        return CommandExit.WRONG;
      }
      ProducerQuotas quotas = new ProducerQuotas(admin);
      var tenants = configuration.tenants();
      if (tenants == null) {
        quotas.setDefault(bytesPerSecond);
      } else {
        quotas.set(tenants.keySet(), bytesPerSecond);
      }
      out()
          .println(
              "producer_byte_rate %d: %s"
                  .formatted(
                      bytesPerSecond,
                      tenants == null ? "users without one of their own" : tenants.keySet()));
      return CommandExit.OK;
    }
  }
}
