package dev.barnabas.cli;

import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.local.Proof;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.client.BarnabasClient;
import dev.barnabas.client.ClientSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks to end a request. */
@Command(
    name = "cancel",
    description = {
      "Ask to end a request. Its one response then says CANCELLED, unless it was answered first.",
      "`tail responses --tenant T --correlation-id ID` shows which."
    })
final class CancelCommand extends AbstractCommand {
  private static final int BOUND_SECONDS = 30;

  @Mixin private final Connection connection = new Connection();
  @Mixin private final Proof proof = new Proof();

  @Parameters(paramLabel = "CORRELATION_ID", description = "The request.")
  private String correlationId = "";

  @Option(names = "--tenant", paramLabel = "T", required = true, description = "Whose it is.")
  private String tenant = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for the audit; no personal data.")
  private @Nullable String reason;

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    ClientSettings settings =
        proof.on(
            connection.cluster().client("barnabas-cancel", ClientSettings.DEFAULT_READ_BACK_AFTER));
    try (BarnabasClient client = BarnabasClient.connect(settings)) {
      var _ = client.cancel(tenant, correlationId, reason).get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw CommandException.unavailable("Kafka did not take it within " + BOUND_SECONDS + " s");
    }
    out().println("asked to cancel " + tenant + " " + correlationId);
    return CommandExit.OK;
  }
}
