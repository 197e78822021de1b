package dev.barnabas.cli.ledger;

import dev.barnabas.metering.topology.UsageEventReading;
import dev.barnabas.metering.totals.WriterProgress;
import dev.barnabas.metering.totals.WriterProgress.Arrival;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.HomePartition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the events of one partition once each, by the rules of metering-stream: by the writer's
 * number, else by the event's id, which is remembered for ever here. Give it every event from
 * offset 0 in the order of the log. One thread.
 */
public final class UsageCount {
  private final int partition;
  private final int partitions;
  private final Map<String, WriterProgress> writers = new HashMap<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * Of a partition.
   *
   * @param partitions how many the topic has
   */
  public UsageCount(int partition, int partitions) {
    this.partition = partition;
    this.partitions = partitions;
  }

  /**
   * What the next event is.
   *
   * @param source its writer, for who counts it
   */
  public LogEntry enter(long offset, UsageEvent event, String source) {
    Position at = new Position(partition, offset);
    return switch (UsageEventReading.of(event)) {
      case UsageEventReading.Unsound(String field) ->
          new LogEntry.Refused(at, "FIELD_INVALID " + field);
      case UsageEventReading.Sound _ -> enter(at, event, source);
    };
  }

  private LogEntry enter(Position at, UsageEvent event, String source) {
    if (HomePartition.of(event.getTenantId(), partitions) != partition) {
      return new LogEntry.Refused(at, "MISPLACED tenantId");
    }
    if (event.getWriterId().isBlank() || event.getWriterSeq() < 0) {
      return ids.add(event.getEventId()) ? counted(at, event, source) : new LogEntry.Repeated(at);
    }
    WriterProgress progress = writers.getOrDefault(event.getWriterId(), WriterProgress.NONE);
    return switch (progress.arrive(event.getWriterSeq())) {
      case Arrival.Again _ -> new LogEntry.Repeated(at);
      case Arrival.Undecidable _ -> new LogEntry.Refused(at, "SEQUENCE_FORGOTTEN writerSeq");
      case Arrival.First(WriterProgress next, long _) -> {
        writers.put(event.getWriterId(), next);
        yield counted(at, event, source);
      }
    };
  }

  /** How many numbers each writer skipped so far; writers without a gap are not in it. */
  public Map<String, Long> missing() {
    Map<String, Long> missing = new HashMap<>();
    writers.forEach((writer, progress) -> {
      long gaps = progress.gaps().stream().mapToLong(gap -> gap.to() - gap.from() + 1).sum();
      if (gaps > 0) {
        missing.put(writer, gaps);
      }
    });
    return missing;
  }

  private static LogEntry counted(Position at, UsageEvent event, String source) {
    return new LogEntry.Counted(new LoggedUsage(at, event, source));
  }
}
