package dev.barnabas.cli.ledger;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.PartitionReading;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.schemas.AuditRecord;

/** Reads the closes from the audit topic. */
public final class CloseReading {
  private CloseReading() {}

  /**
   * Every close there is.
   *
   * @throws CommandException if the topic cannot be read, or a close's record makes no sense
   */
  public static Closes all(Cluster cluster, RecordReading records) {
    CloseRecords read = new CloseRecords();
    try (PartitionReading reading = PartitionReading.open(cluster, cluster.names().audit())) {
      reading
          .ends()
          .forEach((partition, end) ->
              reading.read(
                  partition,
                  end,
                  record -> records.read(record, AuditRecord.class).ifPresent(read::add)));
      return read.closes();
    } catch (IllegalArgumentException e) {
      throw CommandException.wrong(String.valueOf(e.getMessage()));
    }
  }
}
