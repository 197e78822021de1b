package dev.barnabas.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: help, exit codes, and where it prints. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:something was wrong with the work",
      "2:the command line is wrong",
      "69:something that is needed is not there: Kafka, the registry, a port, a running `up`",
      "70:a bug"
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n",
    commandListHeading = "%nCommands:%n",
    usageHelpAutoWidth = true,
    sortOptions = false)
public abstract class AbstractCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads the option, not the field
  private boolean help;

  /** For results. */
  protected PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /** For progress and problems. */
  protected PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /** This command as picocli sees it. */
  protected CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("the command was not made by picocli");
    }
    return spec;
  }
}
