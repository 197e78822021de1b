package dev.barnabas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.RunningDefaults;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.CommandGroup;
import dev.barnabas.cli.verify.VerifyCommand;
import dev.barnabas.topics.RegistryException;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where {@code ./barnabas COMMAND} starts. */
@Command(
    name = "barnabas",
    description = "An event-driven inference broker on Apache Kafka.",
    footer = "%n`./barnabas test` runs the whole test suite; more arguments go to Maven.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      SubmitCommand.class,
      TailCommand.class,
      CancelCommand.class,
      EraseCommand.class,
      UsageCommand.class,
      RepriceCommand.class,
      PartnersCommand.class,
      StatementCommand.class,
      CloseCommand.class,
      ExportCommand.class,
      PricesCommand.class,
      TraceCommand.class,
      DeadLettersCommand.class,
      ConfigCommand.class,
      KeysCommand.class,
      TopicsCommand.class,
      SchemasCommand.class,
      RedactCommand.class,
      VerifyCommand.class
    })
public final class Barnabas extends CommandGroup {

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    GlobalOpenTelemetry.set(
        OpenTelemetry.noop()); // a library looks for one and logs that it found none
    PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    int code = commandLine(out, err).execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** The commands, printing to the given places. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine barnabas =
        new CommandLine(new Barnabas())
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Barnabas::failed);
    requireNonNull(barnabas.getSubcommands().get("verify"))
        .setDefaultValueProvider(
            new RunningDefaults(System.getenv(), RunningInstallation.read(Home.state())));
    return barnabas;
  }

  private static int failed(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName() + ": ";
    return switch (thrown) {
      case CommandException expected -> {
        err.println(name + expected.getMessage());
        yield expected.exitCode();
      }
      case RegistryException absent -> {
        err.println(name + absent.getMessage());
        yield CommandExit.UNAVAILABLE;
      }
      case KafkaException absent -> {
        err.println(name + "Kafka: " + absent.getMessage());
        yield CommandExit.UNAVAILABLE;
      }
      case UncheckedIOException file -> {
        err.println(name + file.getMessage());
        yield CommandExit.UNAVAILABLE;
      }
      default -> {
        LoggerFactory.getLogger(Barnabas.class).atError().setCause(thrown).log("a bug");
        err.println(name + "a bug: " + thrown);
        thrown.printStackTrace(err);
        yield CommandExit.BUG;
      }
    };
  }
}
