package dev.barnabas.cli;

import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.report.TotalsReading;
import dev.barnabas.cli.report.UsageReport;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.topics.RecordJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Prints what was used. */
@Command(
    name = "usage",
    description = {
      "Print what was used and what it cost, by tenant, partner, model and time, from the totals of"
          + " metering-stream.",
      "A + behind a cost says that what some of the calls cost is not known."
    })
final class UsageCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First window, UTC: 2026-11, 2026-11-20 or 2026-11-20T09.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Last window, included as a whole.")
  private @Nullable String to;

  @Option(
      names = "--by",
      paramLabel = "hour|day|month",
      description = "Size of the windows (the most precise of --from and --to; month).")
  private @Nullable WindowSize by;

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description = "How to print (${DEFAULT-VALUE}); json is a line per total.")
  private Format format = Format.TABLE;

  /** The windows that metering-stream counts. */
  enum WindowSize {
    MONTH("\\d{4}-\\d{2}"),
    DAY("\\d{4}-\\d{2}-\\d{2}"),
    HOUR("\\d{4}-\\d{2}-\\d{2}T\\d{2}");

    private final String form;

    WindowSize(String form) {
      this.form = form;
    }
  }

  /** How to print. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Override
  public Integer call() {
    WindowSize size = size();
    Cluster cluster = connection.cluster();
    UsageReport report =
        UsageReport.of(
            TotalsReading.newest(cluster, new RecordReading(cluster.schemas())),
            size.name(),
            tenant,
            from,
            to);
    switch (format) {
      case TABLE -> report.text().forEach(out()::println);
      case CSV -> report.csv().forEach(out()::println);
      case JSON -> report.rows().stream().map(RecordJson::write).forEach(out()::println);
    }
    return CommandExit.OK;
  }

  private WindowSize size() {
    WindowSize first = precision("--from", from);
    WindowSize last = precision("--to", to);
    if (from != null && to != null && isBefore(to, from)) {
      throw new ParameterException(
          spec().commandLine(), "--to %s is before --from %s".formatted(to, from));
    }
    WindowSize finest = first.compareTo(last) >= 0 ? first : last;
    return by == null ? finest : by;
  }

  /** Compares two times as precisely as the less precise one says. */
  private static boolean isBefore(String one, String other) {
    int common = Math.min(one.length(), other.length());
    return one.substring(0, common).compareTo(other.substring(0, common)) < 0;
  }

  private WindowSize precision(String option, @Nullable String time) {
    if (time == null) {
      return WindowSize.MONTH;
    }
    for (WindowSize size : WindowSize.values()) {
      if (time.matches(size.form)) {
        return size;
      }
    }
    throw new ParameterException(
        spec().commandLine(),
        "%s: '%s' is no %s"
            .formatted(option, time, "time such as 2026-11, 2026-11-20 or 2026-11-20T09"));
  }
}
