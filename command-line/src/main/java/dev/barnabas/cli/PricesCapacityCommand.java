package dev.barnabas.cli;

import static java.time.ZoneOffset.UTC;

import dev.barnabas.cli.capacity.CapacityEvents;
import dev.barnabas.cli.capacity.CapacityLedger;
import dev.barnabas.cli.capacity.CapacityPlan;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.cli.ledger.MeteringLog;
import dev.barnabas.cli.ledger.MeteringWriter;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.MonthOption;
import dev.barnabas.cli.terminal.Table;
import dev.barnabas.pricing.CapacityCharges;
import dev.barnabas.pricing.CapacityLine;
import dev.barnabas.pricing.PriceBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Charges a month's capacity. */
@Command(
    name = "capacity",
    description = {
      "Write what the capacity in a price book costs in a month to the metering topic, as usage events.",
      "What is written once is not written again; if the book changed since, the differences are"
          + " written as ADJUSTMENT events. The file is all the capacity of the month: what it no"
          + " longer has is taken back."
    })
final class PricesCapacityCommand extends PricesCommand.OfBooks {
  private static final String WRITER = "capacity";

  @Mixin private final Connection connection = new Connection();

  @Mixin private final MonthOption month = new MonthOption();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      required = true,
      description = "The price book: a file such as examples/prices.yaml.")
  private Path prices = Path.of("");

  @Option(names = "--dry-run", description = "Print what would be written, and write nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    if (month.month().isAfter(YearMonth.now(UTC))) {
      throw CommandException.wrong(month.month() + " has not begun");
    }
    PriceBook book = book(prices);
    Cluster cluster = connection.cluster();
    if (dryRun) {
      try (MeteringLog log = MeteringLog.open(cluster, new RecordReading(cluster.schemas()))) {
        print(plan(log, book), book);
      }
      return CommandExit.OK;
    }
    try (MeteringWriter writer = MeteringWriter.open(cluster, WRITER);
        MeteringLog log = MeteringLog.open(cluster, new RecordReading(cluster.schemas()))) {
      CapacityPlan plan = plan(log, book);
      CapacityEvents events =
          new CapacityEvents(
              month.month(), book.version(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
      writer.write(
          plan.changes(),
          change ->
              new MeteringWriter.Placed(log.homeOf(change.account().tenant()), events.of(change)));
      print(plan, book);
    }
    return CommandExit.OK;
  }

  private CapacityPlan plan(MeteringLog log, PriceBook book) {
    CapacityLedger ledger = new CapacityLedger(month.month());
    for (int partition : log.ends().keySet()) {
      var _ = log.read(partition, entry -> take(entry, ledger));
    }
    if (book.capacity().isEmpty() && !ledger.charged().isEmpty()) {
      throw CommandException.wrong(
          prices
              + " has no capacity, but "
              + month.month()
              + " has charges; to take them back, end its entries before the month");
    }
    return CapacityPlan.of(CapacityCharges.of(book, month.month()), ledger);
  }

  private void take(LogEntry entry, CapacityLedger ledger) {
    switch (entry) {
      case LogEntry.Counted(LoggedUsage usage) -> ledger.add(usage.event());
      case LogEntry.Repeated _ -> {}
      case LogEntry.Refused(var at, String reason) ->
          err().println("the record at " + at + " cannot be counted: " + reason);
    }
  }

  private void print(CapacityPlan plan, PriceBook book) {
    if (!plan.changes().isEmpty()) {
      Table table =
          new Table(
              "tenant",
              "capacity",
              "partner",
              "model",
              "kind",
              "meter",
              "quantity",
              "price",
              "cost",
              "currency");
      plan.changes().forEach(change -> change.lines().forEach(line -> row(table, change, line)));
      table.lines().forEach(out()::println);
    }
    out()
        .println(
            "price book %s, %s: %s".formatted(book.version(), month.month(), told(plan, book)));
  }

  private String told(CapacityPlan plan, PriceBook book) {
    int changes = plan.changes().size();
    if (changes > 0) {
      return "%d event%s %s"
          .formatted(changes, changes == 1 ? "" : "s", dryRun ? "not written yet" : "written");
    }
    return CapacityCharges.of(book, month.month()).isEmpty() ? "no capacity" : "already written";
  }

  private static void row(Table table, CapacityPlan.Change change, CapacityLine line) {
    table.add(
        change.account().tenant(),
        change.account().name(),
        change.account().partner(),
        Objects.requireNonNullElse(change.account().model(), "-"),
        change.corrects() == null ? "USAGE" : "ADJUSTMENT",
        line.price().meter(),
        Sums.plain(line.quantity()),
        Sums.plain(line.price().unitPrice()),
        Sums.plain(line.cost()),
        change.account().currency());
  }
}
