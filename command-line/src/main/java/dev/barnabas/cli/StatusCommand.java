package dev.barnabas.cli;

import dev.barnabas.cli.local.Health;
import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Table;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what a running {@code up} runs. */
@Command(
    name = "status",
    description = "Show what `up` runs and whether each app is ready; exit code 1 if one is not.")
final class StatusCommand extends AbstractCommand {
  @Option(names = "--env", description = "Print exports for other programs instead.")
  private boolean env;

  @Override
  public Integer call() {
    RunningInstallation running =
        RunningInstallation.read(Home.state())
            .orElseThrow(
                () -> CommandException.unavailable("nothing runs; `./barnabas up` starts it"));
    if (env) {
      running
          .environment()
          .forEach((name, value) -> out().println("export " + name + "=" + quoted(value)));
      return CommandExit.OK;
    }
    out().println("configuration  " + running.configuration());
    out().println("data and logs  " + running.data());
    return apps(running);
  }

  private int apps(RunningInstallation running) {
    Table table = new Table("what", "where", "state");
    table.add("Kafka", running.bootstrap(), "process " + running.pid());
    table.add(
        "schema registry", running.registry(), Health.state(running.registry() + "/system/info"));
    boolean ready = true;
    for (Map.Entry<String, String> app : running.management().entrySet()) {
      String state = Health.state(app.getValue() + Health.READY);
      ready &= state.equals("ready");
      table.add(app.getKey(), app.getValue(), state);
    }
    if (running.emulator() != null) {
      table.add(
          "provider emulator",
          running.emulator(),
          Health.state(running.emulator() + "/admin/state"));
    }
    table.lines().forEach(out()::println);
    return ready ? CommandExit.OK : CommandExit.WRONG;
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
