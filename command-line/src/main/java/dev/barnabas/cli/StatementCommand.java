package dev.barnabas.cli;

import dev.barnabas.cli.ledger.CloseReading;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.MeteringLog;
import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.statement.Standing;
import dev.barnabas.cli.statement.Statement;
import dev.barnabas.cli.statement.StatementCsv;
import dev.barnabas.cli.statement.StatementFold;
import dev.barnabas.cli.statement.StatementHtml;
import dev.barnabas.cli.statement.StatementJson;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.MonthOption;
import dev.barnabas.cli.terminal.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a tenant's statement of a month. */
@Command(
    name = "statement",
    description = {
      "Write a tenant's statement of a month from the metering topic: lines by price, subtotals,"
          + " corrections, what is not known, and the hash that proves it.",
      "Of a closed month the log is read again and must give the hash that the close recorded; if it"
          + " does not, the statement says so and the command ends with 1.",
      "`--format canonical` writes the text that the hash is over: `| sha256sum` gives the hash."
    })
final class StatementCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Option(names = "--tenant", paramLabel = "T", required = true, description = "Whose.")
  private String tenant = "";

  @Mixin private final MonthOption month = new MonthOption();

  @Option(
      names = "--format",
      paramLabel = "html|csv|json|canonical",
      defaultValue = "html",
      description = "How to write it (${DEFAULT-VALUE}).")
  private Format format = Format.HTML;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to (the terminal).")
  private @Nullable Path out;

  private int exit = CommandExit.OK;

  /** How to write it. */
  enum Format {
    HTML,
    CSV,
    JSON,
    CANONICAL
  }

  @Override
  public Integer call() throws IOException {
    if (tenant.isBlank()) {
      throw CommandException.wrong("--tenant: is blank");
    }
    ResultFile.write(out, out(), this::write);
    return exit;
  }

  private void write(PrintWriter to) {
    Cluster cluster = connection.cluster();
    Statement statement = statement(cluster, format == Format.CANONICAL ? to::println : _ -> {});
    switch (format) {
      case HTML -> to.print(StatementHtml.of(statement));
      case CSV -> StatementCsv.of(statement).forEach(to::println);
      case JSON -> to.println(StatementJson.of(statement));
      case CANONICAL -> {}
    }
    told(statement);
  }

  private Statement statement(Cluster cluster, Consumer<String> text) {
    RecordReading records = new RecordReading(cluster.schemas());
    Closes closes = CloseReading.all(cluster, records);
    YearMonth of = month.month();
    try (MeteringLog log = MeteringLog.open(cluster, records)) {
      int home = log.homeOf(tenant);
      StatementFold fold = new StatementFold(tenant, of, closes, text);
      var _ = log.read(home, fold::add);
      return fold.statement(
          log.ends().getOrDefault(home, 0L), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** What must not be overlooked goes where it does not mix with the result. */
  private void told(Statement statement) {
    if (!statement.refused().isEmpty()) {
      err()
          .println(
              "%d records of the tenant's partition cannot be counted, the first at %s: %s"
                  .formatted(
                      statement.refused().size(),
                      statement.refused().firstKey(),
                      statement.refused().get(statement.refused().firstKey())));
    }
    if (statement.standing() instanceof Standing.Broken(var close, String reason)) {
      err().println("%s was closed, and does not hold: %s".formatted(close.month(), reason));
      exit = CommandExit.WRONG;
    }
  }
}
