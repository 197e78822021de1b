package dev.barnabas.cli;

import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Progress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops a running {@code up}. */
@Command(
    name = "down",
    description = "Stop what `up` runs: the apps, then the servers. Nothing that was sent is lost.")
final class DownCommand extends AbstractCommand {
  private static final int BOUND_SECONDS = 90;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    RunningInstallation running =
        RunningInstallation.read(Home.state())
            .orElseThrow(() -> CommandException.unavailable("nothing runs"));
    ProcessHandle process =
        running.process().orElseThrow(() -> CommandException.unavailable("nothing runs"));
    long began = System.nanoTime();
    out().println("stopping: apps first, then the servers");
    process.destroy();
    try {
      var _ = process.onExit().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw CommandException.wrong(
          "process %d has not ended within %d s; its log is %s/logs/up.log"
              .formatted(running.pid(), BOUND_SECONDS, running.data()));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    out().println("stopped in " + Progress.seconds(took));
    return CommandExit.OK;
  }
}
