package dev.barnabas.topics;

import static java.util.Objects.requireNonNull;

import org.apache.avro.specific.SpecificRecord;

/**
 * What became of a record's bytes.
 *
 * @param <T> the record that was hoped for
 */
public sealed interface Parsed<T extends SpecificRecord> {
  /**
   * The bytes are such a record.
   *
   * @param record the record, in this version's schema
   */
  record Read<T extends SpecificRecord>(T record) implements Parsed<T> {
    /** Refuses null. */
    public Read {
      requireNonNull(record, "record");
    }
  }

  /**
   * The bytes are no such record and never will be.
   *
   * @param code one of the constants of {@link UnreadableCode}, by name
   * @param position a byte offset such as {@code byte 17}, or a JSON pointer; never a value
   */
  record Unreadable<T extends SpecificRecord>(String code, String position) implements Parsed<T> {
    /** Refuses null. */
    public Unreadable {
      requireNonNull(code, "code");
      requireNonNull(position, "position");
    }

    Unreadable(UnreadableCode code, String position) {
      this(code.name(), position);
    }
  }

  /**
   * The schema is not at hand: look the id up off the stream thread and parse again.
   *
   * @param id the id on the wire
   */
  record SchemaUnknown<T extends SpecificRecord>(int id) implements Parsed<T> {}
}
