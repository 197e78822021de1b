package dev.barnabas.cli;

import dev.barnabas.cli.local.Connection;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cli.report.ServiceLevels;
import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.MonthOption;
import dev.barnabas.schemas.UsageEvent;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints how partners served. */
@Command(
    name = "partners",
    description = {
      "Print each partner's service levels of a month from the metering topic: availability, latency"
          + " and what became of calls.",
      "A call belongs to the month in which it started, UTC. Availability is the answered calls of"
          + " those that were answered or failed; what was the request's fault, or ours, is in neither."
    })
final class PartnersCommand extends AbstractCommand {
  @Mixin private final Connection connection = new Connection();

  @Mixin private final MonthOption month = new MonthOption();

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ServiceLevels levels = new ServiceLevels(month.month());
    Cluster cluster = connection.cluster();
    RecordReading records = new RecordReading(cluster.schemas());
    try (TopicReading reading =
        TopicReading.open(cluster, List.of(cluster.names().metering()), null)) {
      reading.toEnd(record -> records.read(record, UsageEvent.class).ifPresent(levels::add));
    }
    if (json) {
      out().println(levels.json());
    } else {
      levels.text().forEach(out()::println);
    }
    return CommandExit.OK;
  }
}
