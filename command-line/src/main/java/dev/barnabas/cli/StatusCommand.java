package dev.barnabas.cli;

import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what a running {@code up} runs. */
@Command(
    name = "status",
    description = "Show what `up` runs and whether each app is ready; exit code 1 if one is not.")
final class StatusCommand extends AbstractCommand {
  private static final Duration BOUND = Duration.ofSeconds(2);

  @Option(names = "--env", description = "Print exports for other programs instead.")
  private boolean env;

  @Override
  public Integer call() throws InterruptedException {
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

  private int apps(RunningInstallation running) throws InterruptedException {
    Table table = new Table("what", "where", "state");
    table.add("Kafka", running.bootstrap(), "process " + running.pid());
    table.add("schema registry", running.registry(), state(running.registry() + "/system/info"));
    boolean ready = true;
    for (Map.Entry<String, String> app : running.management().entrySet()) {
      String state = state(app.getValue() + "/health/ready");
      ready &= state.equals("ready");
      table.add(app.getKey(), app.getValue(), state);
    }
    if (running.emulator() != null) {
      table.add(
          "provider emulator", running.emulator(), state(running.emulator() + "/admin/state"));
    }
    table.lines().forEach(out()::println);
    return ready ? CommandExit.OK : CommandExit.WRONG;
  }

  private static String state(String address) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(BOUND).build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(BOUND).build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 ? "ready" : "not ready (" + status + ")";
    } catch (IOException e) {
      return "does not answer";
    }
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
