package dev.barnabas.cli;

import dev.barnabas.cli.local.ConfigurationChange;
import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.LocalSettings;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.CommandGroup;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.ConfigurationLoader;
import dev.barnabas.configuration.ConfigurationSchema;
import dev.barnabas.configuration.LoadContext;
import dev.barnabas.configuration.LoadOutcome;
import dev.barnabas.configuration.binding.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Configuration files. */
@Command(
    name = "config",
    description = "Check a configuration file, print its schema, or put it in force.",
    subcommands = {
      ConfigCommand.Check.class,
      ConfigCommand.PrintSchema.class,
      ConfigCommand.Apply.class
    })
final class ConfigCommand extends CommandGroup {

  static void printWarnings(LoadOutcome outcome, Path file, PrintWriter to) {
    print("warning", outcome.warnings(), file, to);
  }

  static void printErrors(LoadOutcome outcome, Path file, PrintWriter to) {
    if (outcome instanceof LoadOutcome.Refused refused) {
      print("error", refused.errors(), file, to);
    }
  }

  private static void print(String severity, List<Problem> problems, Path file, PrintWriter to) {
    for (Problem problem : inOrder(problems)) {
      String line = problem.line() == 0 ? "" : ":" + problem.line();
      to.println(file + line + ": " + severity + ": " + problem);
    }
  }

  private static List<Problem> inOrder(List<Problem> problems) {
    return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  /** Reads a file as the processes would. */
  @Command(
      name = "check",
      description = {
        "Read a file as the processes would, and print everything wrong with it, with its path.",
        "Exit code 1 if it would be refused."
      })
  static final class Check extends AbstractCommand {
    @Parameters(paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Option(
        names = "--deployed",
        description = "Check for a deployment: authentication is required, and keys are there.")
    private boolean deployed;

    @Override
    public Integer call() {
      Map<String, String> environment = new HashMap<>(System.getenv());
      LoadContext context = LoadContext.ofProcess();
      if (!deployed) {
        environment.putIfAbsent(LocalSettings.EMULATOR_URL, "http://127.0.0.1:1");
        context = context.asUnderUp().withoutKeys().withEnvironment(environment);
      }
      LoadOutcome outcome = ConfigurationLoader.load(file, context);
      printWarnings(outcome, file, out());
      printErrors(outcome, file, out());
      return switch (outcome) {
        case LoadOutcome.Loaded loaded -> {
          Configuration read = loaded.configuration();
          out()
              .println(
                  "%s: good: %d partners, %d routes, sha256 %s"
                      .formatted(
                          file,
                          read.partners().size(),
                          read.routing().models().size(),
                          read.sha256()));
          yield CommandExit.OK;
        }
        case LoadOutcome.Refused refused -> {
          int errors = refused.errors().size();
          out()
              .println(
                  "%s: refused: %d %s".formatted(file, errors, errors == 1 ? "error" : "errors"));
          yield CommandExit.WRONG;
        }
      };
    }
  }

  /** Prints the schema of configuration files. */
  @Command(
      name = "schema",
      description = "Print the JSON Schema of configuration files, for editors.")
  static final class PrintSchema extends AbstractCommand {
    @Override
    public Integer call() {
      out().println(ConfigurationSchema.json());
      return CommandExit.OK;
    }
  }

  /** Puts a file in force. */
  @Command(
      name = "apply",
      description = {
        "Put a file in force in a running `up`: it replaces the file that `up` watches (the earlier"
            + " one is kept beside it as *.before), and the command returns when the log says that"
            + " it is in force.",
        "A file that would be refused changes nothing."
      })
  static final class Apply extends AbstractCommand {
    @Parameters(paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        defaultValue = "30",
        description = "How long to wait (${DEFAULT-VALUE}).")
    private int timeout;

    @Override
    public Integer call() {
      RunningInstallation running =
          RunningInstallation.read(Home.state())
              .orElseThrow(() -> CommandException.unavailable("nothing runs"));
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.putAll(running.environment());
      LoadOutcome outcome =
          ConfigurationLoader.load(
              file, LoadContext.ofProcess().asUnderUp().withoutKeys().withEnvironment(environment));
      printWarnings(outcome, file, err());
      if (outcome instanceof LoadOutcome.Refused) {
        printErrors(outcome, file, err());
        throw CommandException.wrong("refused; what was in force stays in force");
      }
      long version =
          new ConfigurationChange(running)
              .apply(file, outcome.orElseThrow(), Duration.ofSeconds(timeout));
      out().println("in force as version " + version);
      return CommandExit.OK;
    }
  }
}
