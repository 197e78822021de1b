package dev.barnabas.cli;

import dev.barnabas.cli.local.ChosenConfiguration;
import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.CommandGroup;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.installation.Installation;
import dev.barnabas.process.ProcessOptions;
import dev.barnabas.topics.SchemaRegistrar;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The schemas in the registry. */
@Command(
    name = "schemas",
    description = "The schemas in the registry.",
    subcommands = SchemasCommand.Register.class)
final class SchemasCommand extends CommandGroup {

  /** Registers every schema. */
  @Command(
      name = "register",
      description = {
        "Register every schema for the topics of a configuration, with full compatibility.",
        "Do it before the first start on a new registry, and at each new version; `up` does it"
            + " itself. Doing it again changes nothing."
      })
  static final class Register extends AbstractCommand {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "The configuration (the running `up`'s).")
    private @Nullable Path config;

    @Option(
        names = "--registry",
        paramLabel = "URL",
        description = "The registry (BARNABAS_REGISTRY, or the configuration's).")
    private @Nullable URI registry;

    @Override
    public Integer call() {
      ChosenConfiguration chosen =
          ChosenConfiguration.read(config, System.getenv(), RunningInstallation.read(Home.state()));
      LoadOutcome outcome = chosen.outcome();
      if (outcome instanceof LoadOutcome.Refused) {
        ConfigCommand.printErrors(outcome, chosen.file(), err());
        return CommandExit.WRONG;
      }
      String url = chosen.registry(registry());
      Installation installation =
          Installation.of(
              outcome.orElseThrow(),
              new ProcessOptions(chosen.file(), null, url == null ? null : URI.create(url), null));
      int names =
          SchemaRegistrar.at(
                  installation.registryUrl().toString(), installation.registryProperties())
              .register(installation.names(), installation.plan());
      out().println("registered under " + names + " names at " + installation.registryUrl());
      return CommandExit.OK;
    }

    private @Nullable String registry() {
      return registry == null ? System.getenv("BARNABAS_REGISTRY") : registry.toString();
    }
  }
}
