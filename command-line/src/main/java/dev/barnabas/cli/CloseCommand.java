package dev.barnabas.cli;

import dev.barnabas.cli.close.CloseDecision;
import dev.barnabas.cli.close.ClosePolicy;
import dev.barnabas.cli.close.CloseWriter;
import dev.barnabas.cli.close.MonthCount;
import dev.barnabas.cli.ledger.CloseReading;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Closes.RecordedClose;
import dev.barnabas.cli.ledger.Cut;
import dev.barnabas.cli.ledger.MeteringLog;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Position;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.MonthOption;
import dev.barnabas.cli.terminal.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Closes a month. */
@Command(
    name = "close",
    description = {
      "Close a month: record on the audit topic where the metering topic ends, the cut-off, and each"
          + " tenant's totals and hash. Events of the month that come later are corrections on the"
          + " next month's statement.",
      "Months are closed in order. A month that is closed is compared with the log again; nothing is"
          + " written twice."
    })
final class CloseCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Mixin private final MonthOption month = new MonthOption();

  @Option(
      names = "--cut-off",
      paramLabel = "TIME",
      description =
          "Leave out what was recorded at or after it, such as 2026-12-03T00:00:00Z (now).")
  private @Nullable String cutOff;

  @Option(
      names = "--without",
      paramLabel = "P:O",
      description =
          "A record of the metering topic that cannot be counted, by partition and offset, to be"
              + " left out; may be given often.")
  private List<String> without = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who closes it (the name of the operating system's user).")
  private @Nullable String by;

  @Option(names = "--dry-run", description = "Print what would be recorded; write nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    Cluster cluster = connection.cluster();
    if (dryRun) {
      return ended(decided(cluster), false);
    }
    try (CloseWriter writer = CloseWriter.open(cluster)) {
      CloseDecision decision = decided(cluster);
      if (decision instanceof CloseDecision.Close(MonthClose close)) {
        writer.write(close);
      }
      return ended(decision, true);
    }
  }

  private CloseDecision decided(Cluster cluster) {
    YearMonth of = month.month();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    RecordReading records = new RecordReading(cluster.schemas());
    Closes closes = CloseReading.all(cluster, records);
    Optional<RecordedClose> recorded = closes.of(of);
    try (MeteringLog log = MeteringLog.open(cluster, records)) {
      Cut cut =
          recorded.map(r -> r.close().cut()).orElseGet(() -> new Cut(cutOff(now), log.ends()));
      Optional<CloseDecision.Refused> refused =
          recorded.isPresent()
              ? ClosePolicy.again(recorded.get().close(), cutOff(cut.cutOff()), positions())
              : ClosePolicy.before(of, cut, closes, now);
      if (refused.isPresent()) {
        return refused.get();
      }
      SortedSet<Position> leftOut =
          recorded.map(r -> r.close().without()).orElseGet(() -> new TreeSet<>(positions()));
      MonthCount count = new MonthCount(of, cut, leftOut, closes);
      SortedMap<String, Long> missing = new TreeMap<>();
      cut.ends().forEach((partition, end) -> missing.putAll(log.read(partition, end, count::add)));
      told(missing);
      return ClosePolicy.of(recorded, count, now, actor());
    }
  }

  private Instant cutOff(Instant otherwise) {
    try {
      return cutOff == null ? otherwise : Instant.parse(cutOff).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec().commandLine(),
          "--cut-off: '%s' is no time such as 2026-12-03T00:00:00Z".formatted(cutOff));
    }
  }

  private List<Position> positions() {
    try {
      return without.stream().map(Position::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), "--without: " + e.getMessage());
    }
  }

  private String actor() {
    String name = by == null ? System.getProperty("user.name", "") : by;
    if (name.isBlank()) {
      throw CommandException.wrong("who closes it? give --by");
    }
    return name;
  }

  private void told(Map<String, Long> missing) {
    missing.forEach((writer, numbers) ->
        err()
            .println(
                "%d events of writer %s are missing: an event that comes late is a correction of the next month"
                    .formatted(numbers, writer)));
  }

  private int ended(CloseDecision decision, boolean written) {
    return switch (decision) {
      case CloseDecision.Refused(String reason) -> throw CommandException.wrong(reason);
      case CloseDecision.AlreadyClosed(MonthClose close) -> {
        print(close);
        out()
            .println(
                "%s was closed at %s by %s; the log still says the same"
                    .formatted(close.month(), close.closedAt(), close.closedBy()));
        yield CommandExit.OK;
      }
      case CloseDecision.Close(MonthClose close) -> {
        print(close);
        out()
            .println(
                written
                    ? close.month() + " is closed; cut-off " + close.cut().cutOff()
                    : "nothing written");
        yield CommandExit.OK;
      }
    };
  }

  private void print(MonthClose close) {
    Table table =
        new Table("tenant", "events", "calls", "unpriced", "cost", "charge", "currency", "sha256");
    close
        .tenants()
        .forEach((tenant, figures) ->
            figures
                .byCurrency()
                .forEach((currency, sums) ->
                    table.add(
                        tenant,
                        sums.events(),
                        sums.calls(),
                        sums.unpricedCalls(),
                        Sums.plain(sums.cost()),
                        Sums.plain(sums.charge()),
                        currency,
                        figures.sha256())));
    if (table.size() > 0) {
      table.lines().forEach(out()::println);
    }
    out().println("month " + close.month() + ", sha256 " + close.sha256());
  }
}
