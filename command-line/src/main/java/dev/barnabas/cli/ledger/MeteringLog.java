package dev.barnabas.cli.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.PartitionReading;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.RecordReading.Content;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.HomePartition;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The metering topic from its first record, every event once. It is read from offset 0 whatever the
 * month, because only so is it known what was counted before. One thread.
 */
public final class MeteringLog implements AutoCloseable {
  private final PartitionReading reading;
  private final RecordReading records;
  private final String topic;
  private final SortedMap<Integer, Long> ends;

  private MeteringLog(PartitionReading reading, RecordReading records, String topic) {
    this.reading = reading;
    this.records = records;
    this.topic = topic;
    this.ends = reading.ends();
  }

  /**
   * Opens the topic, and looks where it ends.
   *
   * @throws CommandException if a partition cannot be read, or does not begin at offset 0
   */
  public static MeteringLog open(Cluster cluster, RecordReading records) {
    String topic = cluster.names().metering();
    PartitionReading reading = PartitionReading.open(cluster, topic);
    try {
      reading
          .beginnings()
          .forEach((partition, first) -> {
            if (first > 0) {
              throw CommandException.wrong(
                  "partition %d of %s begins at offset %d: what was before is gone, and the topic should keep everything"
                      .formatted(partition, topic, first));
            }
          });
      return new MeteringLog(reading, records, topic);
    } catch (RuntimeException e) {
      reading.close();
      throw e;
    }
  }

  /** Where each partition ended when it was opened. */
  public SortedMap<Integer, Long> ends() {
    return ends;
  }

  /** The partition that a tenant's events are in. */
  public int homeOf(String tenantId) {
    return HomePartition.of(tenantId, reading.partitions());
  }

  /**
   * Reads a partition up to where it ended when it was opened.
   *
   * @return how many numbers each writer skipped; writers without a gap are not in it
   */
  public Map<String, Long> read(int partition, Consumer<LogEntry> receiver) {
    return read(partition, end(partition), receiver);
  }

  /**
   * Reads a partition up to an offset.
   *
   * @throws CommandException if it ends before
   */
  public Map<String, Long> read(int partition, long end, Consumer<LogEntry> receiver) {
    if (end > end(partition)) {
      throw CommandException.wrong(
          "partition %d of %s ends at offset %d, but was read to %d before: the log has lost records"
              .formatted(partition, topic, end(partition), end));
    }
    UsageCount count = new UsageCount(partition, reading.partitions());
    reading.read(partition, end, record -> receiver.accept(entry(record, count)));
    return count.missing();
  }

  private long end(int partition) {
    return ends.getOrDefault(partition, 0L);
  }

  private LogEntry entry(ConsumerRecord<byte[], byte[]> record, UsageCount count) {
    Position at = new Position(record.partition(), record.offset());
    return switch (records.read(record)) {
      case Content.Known(UsageEvent event) -> count.enter(record.offset(), event, source(record));
      case Content.Known(var other) ->
          new LogEntry.Refused(at, "WRONG_RECORD " + other.getSchema().getName());
      case Content.Unreadable(String code, String position) ->
          new LogEntry.Refused(at, code + " " + position);
      case Content.Tombstone() -> new LogEntry.Refused(at, "NULL_VALUE byte 0");
    };
  }

  private static String source(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("ce_source");
    return header == null || header.value() == null
        ? LoggedUsage.NO_SOURCE
        : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    reading.close();
  }
}
