package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.metering.anomalies.Observation;
import dev.barnabas.metering.totals.Memory;
import dev.barnabas.vocabulary.DeadLetterReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record changes, serialised: applying it can no longer fail for a reason of the record. */
sealed interface MeteringEffect {

  /**
   * Remember an event and store totals.
   *
   * @param memory what to remember
   * @param writes what to store
   * @param observation what is looked at for anomalies; absent for capacity
   */
  record Count(Memory memory, List<TotalsWrite> writes, @Nullable Observation observation)
      implements MeteringEffect {
    public Count {
      requireNonNull(memory, "memory");
      writes = List.copyOf(writes);
    }
  }

  /** Change nothing: the event was counted before. */
  record Ignore() implements MeteringEffect {}

  /**
   * Write a dead letter.
   *
   * @param reason why
   * @param record the record
   * @param letter the dead letter
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere: it carries bytes to a sink.
  record Reject(DeadLetterReason reason, IncomingRecord record, byte[] letter)
      implements MeteringEffect {
    public Reject {
      requireNonNull(reason, "reason");
      requireNonNull(record, "record");
      requireNonNull(letter, "letter");
    }
  }

  /**
   * Keep the record until its schema is known.
   *
   * @param held what to keep
   */
  record Hold(HeldState held) implements MeteringEffect {
    public Hold {
      requireNonNull(held, "held");
    }
  }

  /**
   * One total.
   *
   * @param key its key
   * @param state for the store
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere: it carries bytes to a store.
  record TotalsWrite(String key, byte[] state) {
    public TotalsWrite {
      requireNonNull(key, "key");
      requireNonNull(state, "state");
    }
  }
}
