package dev.barnabas.worker.app;

import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SchemaLookup;
import dev.barnabas.topics.UnreadableCode;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads work items. Blocks while the registry that must name a schema does not answer: the record
 * may be work that was paid for with a hold, so it is neither skipped nor given up. Thread-safe.
 */
final class WorkItemReader {
  private static final Logger log = LoggerFactory.getLogger(WorkItemReader.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final String partnerId;
  private final int homePartitions;
  private final RecordCodec codec;
  private final SchemaIds schemas;
  private final Sleeper sleeper;

  WorkItemReader(
      String partnerId, int homePartitions, RecordCodec codec, SchemaIds schemas, Sleeper sleeper) {
    this.partnerId = partnerId;
    this.homePartitions = homePartitions;
    this.codec = codec;
    this.schemas = schemas;
    this.sleeper = sleeper;
  }

  /** Reads a record's value. */
  ReadOutcome read(byte @Nullable [] value) {
    Duration wait = FIRST_WAIT;
    while (true) {
      switch (codec.decode(value, WorkItem.class)) {
        case Parsed.Read<WorkItem>(WorkItem item) -> {
          return checked(item);
        }
        case Parsed.Unreadable<WorkItem>(String code, String position) -> {
          return new ReadOutcome.Dead(DeadLetterReason.UNREADABLE, code, position);
        }
        case Parsed.SchemaUnknown<WorkItem>(int id) -> {
          switch (schemas.lookUp(id)) {
            case SchemaLookup.Found _ -> {}
            case SchemaLookup.NotFound _ -> {
              return new ReadOutcome.Dead(
                  DeadLetterReason.SCHEMA_NOT_FOUND, "schema " + id, "byte 1");
            }
            case SchemaLookup.Unreachable(String cause) -> {
              pause(id, cause, wait);
              wait = longer(wait);
            }
          }
        }
      }
    }
  }

  /** What would make the report of the item fail for ever is no item. */
  private ReadOutcome checked(WorkItem item) {
    if (!item.getPartnerId().equals(partnerId)) {
      return new ReadOutcome.Dead(
          DeadLetterReason.MISPLACED, UnreadableCode.FIELD_INVALID.name(), "partnerId");
    }
    int home = item.getHomePartition();
    if (home < 0 || home >= homePartitions) {
      return new ReadOutcome.Dead(
          DeadLetterReason.UNREADABLE, UnreadableCode.FIELD_INVALID.name(), "homePartition");
    }
    return new ReadOutcome.Item(item);
  }

  private void pause(int id, String cause, Duration wait) {
    log.atWarn()
        .addKeyValue("partner", partnerId)
        .addKeyValue("schemaId", id)
        .addKeyValue("error", cause)
        .log("an item waits for the registry to name its schema");
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the registry was asked", e);
    }
  }

  private static Duration longer(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }
}
