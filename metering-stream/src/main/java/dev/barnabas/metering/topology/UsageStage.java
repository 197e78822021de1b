package dev.barnabas.metering.topology;

import dev.barnabas.metering.topology.MeteringEffect.Count;
import dev.barnabas.metering.topology.MeteringEffect.Hold;
import dev.barnabas.metering.topology.MeteringEffect.Ignore;
import dev.barnabas.metering.topology.MeteringEffect.Reject;
import dev.barnabas.metering.topology.MeteringEffect.TotalsWrite;
import dev.barnabas.metering.totals.MeteredUsage;
import dev.barnabas.metering.totals.MeteringDecision;
import dev.barnabas.metering.totals.MeteringDecision.ChangedTotals;
import dev.barnabas.metering.totals.Totals;
import dev.barnabas.metering.totals.TotalsKey;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.DeadLetters;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.UnreadableCode;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one record and serialises what follows, without writing anything. Every fault but a
 * fault of Kafka itself becomes a dead letter, so that no record stops its partition.
 */
final class UsageStage {

  static final String COMPONENT = "metering-stream";

  /** What the record of a total has that neither key nor state has: lengths, window, schema id. */
  private static final int RECORD_OVERHEAD = 256;

  private final MeteringSetup setup;
  private final DeadLetters deadLetters = new DeadLetters(COMPONENT);

  UsageStage(MeteringSetup setup) {
    this.setup = setup;
  }

  /**
   * Decides.
   *
   * @param now wall clock, for the time on a dead letter only
   */
  MeteringEffect decide(IncomingRecord record, MeteringStores stores, Instant now) {
    try {
      return parsed(record, stores, now);
    } catch (KafkaException | OutOfMemoryError e) {
      throw e;
    } catch (Throwable e) {
      return reject(record, DeadLetterReason.INTERNAL, e.getClass().getSimpleName(), null, now);
    }
  }

  Reject reject(
      IncomingRecord record,
      DeadLetterReason reason,
      @Nullable String detail,
      @Nullable String position,
      Instant now) {
    var letter =
        deadLetters.of(
            record.source(),
            Optional.empty(),
            reason,
            detail,
            position,
            record.key(),
            record.value(),
            record.headers(),
            now);
    return new Reject(reason, record, setup.codec().encode(letter));
  }

  private MeteringEffect parsed(IncomingRecord record, MeteringStores stores, Instant now) {
    return switch (setup.codec().decode(record.value(), UsageEvent.class)) {
      case Parsed.Read<UsageEvent>(UsageEvent event) -> read(record, event, stores, now);
      case Parsed.Unreadable<UsageEvent>(String code, String position) ->
          reject(record, DeadLetterReason.UNREADABLE, code, position, now);
      case Parsed.SchemaUnknown<UsageEvent>(int id) -> new Hold(new HeldState(id, record));
    };
  }

  private MeteringEffect read(
      IncomingRecord record, UsageEvent event, MeteringStores stores, Instant now) {
    return switch (UsageEventReading.of(event)) {
      case UsageEventReading.Unsound(String field) ->
          reject(
              record, DeadLetterReason.UNREADABLE, UnreadableCode.FIELD_INVALID.name(), field, now);
      case UsageEventReading.Sound(MeteredUsage usage) ->
          isHome(record, usage)
              ? counted(record, event, usage, stores, now)
              : reject(record, DeadLetterReason.MISPLACED, null, "tenantId", now);
    };
  }

  private MeteringEffect counted(
      IncomingRecord record,
      UsageEvent event,
      MeteredUsage usage,
      MeteringStores stores,
      Instant now) {
    return switch (setup.policy().decide(usage, record.source().appendedAt(), stores)) {
      case MeteringDecision.Duplicate _ -> new Ignore();
      case MeteringDecision.Undecidable _ ->
          reject(record, DeadLetterReason.SEQUENCE_FORGOTTEN, null, "writerSeq", now);
      case MeteringDecision.Counted counted -> {
        var writes = counted.totals().stream().map(UsageStage::write).toList();
        yield writes.stream().allMatch(this::fits)
            ? new Count(counted.memory(), writes, Observations.of(event, usage))
            : reject(
                record, DeadLetterReason.UNREADABLE, UnreadableCode.TOO_LARGE.name(), "lines", now);
      }
    };
  }

  /** A total as its topic has it. */
  byte[] output(String key, Totals totals) {
    return setup.codec().encode(TotalsRecords.of(new ChangedTotals(TotalsKey.parse(key), totals)));
  }

  private static TotalsWrite write(ChangedTotals changed) {
    return new TotalsWrite(changed.key().text(), TotalsState.encode(changed.totals()));
  }

  /** Whether it fits the topic, too: its record says what the key says, and what the state says. */
  private boolean fits(TotalsWrite write) {
    return 2 * write.key().length() + write.state().length + RECORD_OVERHEAD
        <= setup.maxRecordBytes();
  }

  private boolean isHome(IncomingRecord record, MeteredUsage usage) {
    return record.source().partition()
        == HomePartition.of(usage.tenantId(), setup.homePartitions());
  }
}
