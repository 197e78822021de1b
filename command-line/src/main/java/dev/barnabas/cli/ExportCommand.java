package dev.barnabas.cli;

import dev.barnabas.cli.export.CloudEventJson;
import dev.barnabas.cli.export.FocusCsv;
import dev.barnabas.cli.export.FocusFold;
import dev.barnabas.cli.ledger.CloseReading;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.cli.ledger.MeteringLog;
import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.MonthOption;
import dev.barnabas.cli.terminal.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what is on the statements of a month, for other systems. */
@Command(
    name = "export",
    description = {
      "Write what is on the statements of a month, every event once.",
      "focus: what providers bill, as a FOCUS 1.2 data set in CSV. Calls without a known cost are not"
          + " in it; how many is said on the standard error output.",
      "cloudevents: every event as a line of CloudEvents JSON, amounts as text, in the order of the"
          + " log."
    })
final class ExportCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Mixin private final MonthOption month = new MonthOption();

  @Option(
      names = "--format",
      paramLabel = "focus|cloudevents",
      required = true,
      description = "What to write.")
  private Format format = Format.FOCUS;

  @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant.")
  private @Nullable String tenant;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to (the terminal).")
  private @Nullable Path out;

  @Option(
      names = "--issuer",
      paramLabel = "NAME",
      defaultValue = "Barnabas",
      description = "InvoiceIssuerName and BillingAccountId of a FOCUS export (${DEFAULT-VALUE}).")
  private String issuer = "Barnabas";

  /** What to write. */
  enum Format {
    FOCUS,
    CLOUDEVENTS
  }

  @Override
  public Integer call() throws IOException {
    ResultFile.write(out, out(), this::write);
    return CommandExit.OK;
  }

  private void write(PrintWriter to) {
    Cluster cluster = connection.cluster();
    RecordReading records = new RecordReading(cluster.schemas());
    Closes closes = CloseReading.all(cluster, records);
    switch (format) {
      case CLOUDEVENTS ->
          read(cluster, records, closes, usage -> to.println(CloudEventJson.of(usage)));
      case FOCUS -> {
        FocusFold fold = new FocusFold();
        read(cluster, records, closes, fold::add);
        FocusCsv csv = new FocusCsv(month.month(), closes, issuer);
        to.println(csv.titles());
        fold.charges().forEach(charge -> to.println(csv.line(charge)));
        if (fold.unpriced() != 0) {
          err().println(fold.unpriced() + " calls have no known cost, and no charge in the file");
        }
      }
    }
  }

  private void read(
      Cluster cluster, RecordReading records, Closes closes, Consumer<LoggedUsage> receiver) {
    try (MeteringLog log = MeteringLog.open(cluster, records)) {
      for (int partition : log.ends().keySet()) {
        if (tenant == null || log.homeOf(tenant) == partition) {
          var _ = log.read(partition, entry -> take(entry, closes, receiver));
        }
      }
    }
  }

  private void take(LogEntry entry, Closes closes, Consumer<LoggedUsage> receiver) {
    switch (entry) {
      case LogEntry.Counted(LoggedUsage usage) -> {
        boolean asked = tenant == null || usage.event().getTenantId().equals(tenant);
        if (asked && closes.statementOf(usage).equals(month.month())) {
          receiver.accept(usage);
        }
      }
      case LogEntry.Repeated _ -> {}
      case LogEntry.Refused(var at, String reason) -> {
        if (!closes.without().contains(at)) {
          err().println("the record at " + at + " cannot be counted: " + reason);
        }
      }
    }
  }
}
