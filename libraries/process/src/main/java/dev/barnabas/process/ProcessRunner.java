package dev.barnabas.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a Barnabas process: options, telemetry, the program, {@code READY}, the stop.
 *
 * <p>When the program runs, one line on the standard output says so: {@code READY <name>
 * management=http://127.0.0.1:8080}. SIGTERM runs the stop actions and ends the process with {@link
 * ExitCodes#ORDERLY}. An exception that reaches the top of any thread ends it with {@link
 * ExitCodes#BUG}.
 */
public final class ProcessRunner {

  /** First word of the line that says that a process can be used. */
  public static final String READY = "READY";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessRunner.class);

  /** Below the 30 s that container platforms wait between SIGTERM and SIGKILL. */
  private static final Duration STOP_BOUND = Duration.ofSeconds(25);

  private final String name;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  private ProcessRunner(
      String name, Map<String, String> environment, PrintStream out, PrintStream err) {
    this.name = requireNonNull(name, "name");
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Runs the program until the process is told to stop. Does not return. */
  public static void run(String name, String[] arguments, Program program) {
    ProcessRunner runner = new ProcessRunner(name, System.getenv(), System.out, System.err);
    OptionsOutcome outcome = CommandLine.parse(List.of(arguments), runner.environment);
    switch (outcome) {
      case OptionsOutcome.Parsed(ProcessOptions options) -> runner.run(options, program);
      case OptionsOutcome.HelpWanted() -> runner.out.print(CommandLine.help(name));
      case OptionsOutcome.Refused(String problem) -> {
        runner.err.println(name + ": " + problem);
        runner.err.print(CommandLine.help(name));
        System.exit(ExitCodes.USAGE);
      }
    }
  }

  private void run(ProcessOptions options, Program program) {
    OrderlyStop stop = new OrderlyStop(STOP_BOUND);
    stop.install();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
      LOG.atError().addKeyValue("thread", thread.getName()).setCause(thrown).log("uncaught");
      stop.exit(ExitCodes.BUG);
    });
    Telemetry telemetry = Telemetry.start(name, environment);
    stop.add("telemetry", telemetry::close);
    start(new ProcessContext(name, options, telemetry, stop), program);
  }

  private void start(ProcessContext context, Program program) {
    AtomicBoolean started = new AtomicBoolean();
    context
        .health()
        .addStarted(new HealthCheck("start", () -> HealthState.of(started.get(), "starting")));
    context
        .health()
        .addReady(new HealthCheck("start", () -> HealthState.of(started.get(), "starting")));
    context
        .health()
        .addReady(
            new HealthCheck(
                "stop", () -> HealthState.of(!context.stop().isStopping(), "stopping")));
    try {
      switch (program.start(context)) {
        case ProgramStart.Running() -> ready(context, started);
        case ProgramStart.Refused(int exitCode, List<String> problems) -> {
          problems.forEach(problem -> err.println(name + ": " + problem));
          context.stop().exit(exitCode);
        }
      }
    } catch (IOException e) {
      err.println(name + ": " + e.getMessage());
      LOG.atError().setCause(e).log("not started");
      context.stop().exit(ExitCodes.UNAVAILABLE);
    } catch (Exception e) {
      LOG.atError().setCause(e).log("not started");
      context.stop().exit(ExitCodes.BUG);
    }
  }

  private void ready(ProcessContext context, AtomicBoolean started)
      throws IOException, InterruptedException {
    ManagementServer management = context.management();
    started.set(true);
    out.println(READY + " " + name + " management=" + management.address());
    out.flush();
    context.stop().await();
  }
}
