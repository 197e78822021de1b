package dev.barnabas.cli.local;

import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cluster.ChildCommand;
import dev.barnabas.cluster.ChildProcess;
import dev.barnabas.cluster.Readiness;
import dev.barnabas.cluster.StartOutcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts `up` as a process that goes on after this one. */
public final class DetachedUp {
  /** How the line begins that says that everything runs. */
  public static final String READY = "Barnabas is up";

  private static final Duration START = Duration.ofMinutes(2);
  private static final List<String> PASSED_ON = List.of("barnabas.home", "barnabas.archives");

  private DetachedUp() {}

  /**
   * Starts it and waits until it runs or has failed; prints what it prints.
   *
   * @param arguments the whole command line; {@code --detach} is left out
   * @return an exit code
   */
  public static int start(List<String> arguments, Path data, PrintWriter out) {
    List<String> rest = new ArrayList<>(arguments);
    rest.removeIf(argument -> argument.startsWith("--detach"));
    Path log = data.resolve("logs").resolve("up.log");
    ChildCommand command =
        ChildCommand.of("up", "dev.barnabas.cli.Barnabas", log)
            .withArguments(rest.toArray(String[]::new))
            .withJvmOptions("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .readyWhen(new Readiness.LogLine(READY))
            .outlivingParent();
    for (String property : PASSED_ON) {
      String value = System.getProperty(property, "");
      if (!value.isEmpty()) {
        command = command.withJvmOptions("-D" + property + "=" + value);
      }
    }
    ChildProcess child = ChildProcess.start(command);
    StartOutcome outcome = child.awaitReady(START);
    child.logLines().forEach(out::println);
    return switch (outcome) {
      case StartOutcome.Ready _ -> CommandExit.OK;
      case StartOutcome.Exited(var _, int code, var _) -> code;
      case StartOutcome.TimedOut _, StartOutcome.Foreign _ -> {
        out.println("it did not start within " + START.toSeconds() + " s; stopping it");
        child.close();
        yield CommandExit.UNAVAILABLE;
      }
    };
  }
}
