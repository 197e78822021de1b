package dev.barnabas.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.barnabas.cli.erase.Erasure;
import dev.barnabas.cli.erase.RawCopies;
import dev.barnabas.cli.erase.RawCopies.RawCopy;
import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.local.Home;
import dev.barnabas.cli.local.RunningInstallation;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.Table;
import dev.barnabas.topics.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Erases a tenant's key. */
@Command(
    name = "erase",
    description = {
      "Erase the key that the content of a tenant's open requests is sealed with. Those requests end"
          + " FAILED with ERASED when their content is next needed, and their calls are metered.",
      "Prints on which topics raw copies are left, and until when. Needs broker-app's key file."
    })
final class EraseCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Option(names = "--tenant", paramLabel = "T", required = true, description = "Whose.")
  private String tenant = "";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "broker-app's key (or BARNABAS_KEY_FILE, or that of a running `up`).")
  private @Nullable Path keyFile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for broker-app (${DEFAULT-VALUE}).")
  private int timeout;

  @Override
  public Integer call() throws ExecutionException, InterruptedException, IOException {
    if (!TopicNames.isTenantSafe(tenant)) {
      throw CommandException.wrong("--tenant: not the name of a tenant");
    }
    Path file = keys();
    if (!Files.isReadable(file)) {
      throw CommandException.wrong(file + " cannot be read; give --key-file");
    }
    byte[] key = Erasure.masterKey(file.toString(), Files.readString(file, US_ASCII));
    Cluster cluster = connection.cluster();
    Erasure erasure = new Erasure(cluster, tenant);
    Duration bound = Duration.ofSeconds(timeout);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    erasure.ask(key, "erase command", now, bound);
    erasure.await(now, bound);
    out().println("erased " + tenant + ": what was sealed for its open requests is unreadable");
    printCopies(cluster, now);
    return CommandExit.OK;
  }

  private Path keys() {
    if (keyFile != null) {
      return keyFile;
    }
    String named = System.getenv("BARNABAS_KEY_FILE");
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    return RunningInstallation.read(Home.state())
        .map(running -> Path.of(running.data()).resolve("broker.key"))
        .orElseThrow(() -> CommandException.wrong("whose key? give --key-file"));
  }

  private void printCopies(Cluster cluster, Instant now)
      throws ExecutionException, InterruptedException {
    Table table = new Table("left on", "what", "deleted by");
    try (Admin admin = Admin.create(cluster.kafka().admin("barnabas-erase"))) {
      for (RawCopy copy : new RawCopies(cluster.names(), tenant).on(admin, now)) {
        Instant until = copy.until();
        table.add(copy.topic(), copy.what(), until == null ? "no bound" : until.toString());
      }
    }
    table.lines().forEach(out()::println);
    out().println("Partners keep what they were sent, redacted, for as long as they say.");
  }
}
