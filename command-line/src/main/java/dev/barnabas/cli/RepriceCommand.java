package dev.barnabas.cli;

import dev.barnabas.cli.ledger.MeteringWriter;
import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cli.reprice.CorrectionEvents;
import dev.barnabas.cli.reprice.MonthLedger;
import dev.barnabas.cli.reprice.RepricingPlan;
import dev.barnabas.cli.reprice.TenantPrices;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.MonthOption;
import dev.barnabas.cli.terminal.Table;
import dev.barnabas.configuration.Configuration;
import dev.barnabas.configuration.PriceFile;
import dev.barnabas.pricing.PriceBook;
import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.ConfigurationContent;
import dev.barnabas.schemas.UsageEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Prices a month again. */
@Command(
    name = "reprice",
    description = {
      "Price the calls of a month again by another price book and print the difference per tenant.",
      "With --apply, the differences are written to the metering topic as ADJUSTMENT events; nothing is"
          + " edited. What is written once is no difference the next time.",
      "A tenant's charge follows where its price is the provider's; it never rises above what was"
          + " charged at first."
    })
final class RepriceCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Mixin private final MonthOption month = new MonthOption();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      required = true,
      description = "The price book: a file such as examples/prices.yaml.")
  private Path prices = Path.of("");

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      defaultValue = "USD",
      description = "Of prices that name none (${DEFAULT-VALUE}).")
  private String currency = "USD";

  @Option(names = "--apply", description = "Write the differences.")
  private boolean apply;

  @Option(
      names = "--format",
      paramLabel = "table|csv",
      defaultValue = "table",
      description = "How to print (${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  /** How to print. */
  enum Format {
    TABLE,
    CSV
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    YearMonth period = month.month();
    PriceBook book = book();
    Cluster cluster = connection.cluster();
    if (!apply) {
      print(plan(cluster, period, book), book, false);
      return CommandExit.OK;
    }
    try (MeteringWriter writer = MeteringWriter.open(cluster, "reprice")) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      RepricingPlan plan = plan(cluster, period, book);
      CorrectionEvents events = new CorrectionEvents(period, book.version(), now);
      writer.write(
          plan.corrections(),
          correction -> new MeteringWriter.Placed(correction.partition(), events.of(correction)));
      print(plan, book, true);
    }
    return CommandExit.OK;
  }

  private PriceBook book() throws IOException {
    if (!currency.matches("[A-Z]{3}")) {
      throw new ParameterException(
          spec().commandLine(), "--currency: must be three capital letters, as in ISO 4217");
    }
    return switch (PriceFile.read(prices, currency, System.getenv())) {
      case PriceFile.Reading.Read(PriceBook book) -> book;
      case PriceFile.Reading.Refused(var errors) ->
          throw CommandException.wrong(
              prices + ": " + String.join("; ", errors.stream().map(Object::toString).toList()));
    };
  }

  private static RepricingPlan plan(Cluster cluster, YearMonth period, PriceBook book) {
    RecordReading records = new RecordReading(cluster.schemas());
    MonthLedger ledger = new MonthLedger(period);
    try (TopicReading reading =
        TopicReading.open(cluster, List.of(cluster.names().metering()), null)) {
      reading.toEnd(record ->
          records
              .read(record, UsageEvent.class)
              .ifPresent(event -> ledger.add(event, record.partition())));
    }
    return RepricingPlan.of(ledger, book, new TenantPrices(configurations(cluster, records))::of);
  }

  private static Map<String, Configuration> configurations(Cluster cluster, RecordReading records) {
    Map<String, Configuration> bySha256 = new HashMap<>();
    try (TopicReading reading =
        TopicReading.open(cluster, List.of(cluster.names().configuration()), null)) {
      reading.toEnd(record -> {
        records
            .read(record, ConfigurationContent.class)
            .ifPresent(c -> put(bySha256, c.getSha256(), c.getContent()));
        records
            .read(record, ConfigActivated.class)
            .ifPresent(c -> put(bySha256, c.getSha256(), c.getContent()));
      });
    }
    return bySha256;
  }

  /** Passes over the content of another version of the program. */
  private static void put(Map<String, Configuration> all, String sha256, String content) {
    try {
      all.put(sha256, Configuration.fromCanonicalJson(content));
    } catch (IllegalArgumentException e) {
      all.remove(sha256);
    }
  }

  private void print(RepricingPlan plan, PriceBook book, boolean written) {
    Table table = new Table("tenant", "calls", "cost", "charge", "not charged", "currency");
    plan.sums()
        .forEach((account, sum) ->
            table.add(
                account.tenantId(),
                sum.calls(),
                signed(sum.cost()),
                signed(sum.charge()),
                plain(sum.uncharged()),
                account.currency()));
    switch (format) {
      case CSV -> table.csv().forEach(out()::println);
      case TABLE -> {
        if (!plan.corrections().isEmpty()) {
          table.lines().forEach(out()::println);
        }
        told(plan, book, written);
      }
    }
  }

  private void told(RepricingPlan plan, PriceBook book, boolean written) {
    int changed = plan.corrections().size();
    out()
        .println(
            "price book %s: %d calls differ, %d cost the same"
                .formatted(book.version(), changed, plan.same()));
    plan.kept()
        .forEach((reason, calls) ->
            out()
                .println(
                    "%d calls keep their price: %s"
                        .formatted(calls, reason.name().toLowerCase(Locale.ROOT))));
    if (changed > 0) {
      out().println(written ? changed + " adjustments written" : "nothing written; --apply writes");
    }
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + plain(amount);
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
