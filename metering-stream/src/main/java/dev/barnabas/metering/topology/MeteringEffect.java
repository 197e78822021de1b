package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.vocabulary.DeadLetterReason;
import java.util.List;

/** What a record changes, serialised: applying it can no longer fail for a reason of the record. */
sealed interface MeteringEffect {

  /**
   * Remember an id and write totals.
   *
   * @param eventId the id
   * @param forgetAt epoch milliseconds
   * @param writes what to store and to emit
   */
  record Count(String eventId, long forgetAt, List<TotalsWrite> writes) implements MeteringEffect {
    public Count {
      requireNonNull(eventId, "eventId");
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
   * @param output for the topic
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // Compared nowhere: it carries bytes to a store and a sink.
  record TotalsWrite(String key, byte[] state, byte[] output) {
    public TotalsWrite {
      requireNonNull(key, "key");
      requireNonNull(state, "state");
      requireNonNull(output, "output");
    }
  }
}
