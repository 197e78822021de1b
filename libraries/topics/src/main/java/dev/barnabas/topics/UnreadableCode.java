package dev.barnabas.topics;

/** Why bytes are no record. The name is the word in {@code DeadLetter.detail}. */
public enum UnreadableCode {
  /** There is no value. */
  NULL_VALUE,
  /** The value has no bytes. */
  EMPTY_VALUE,
  /** The first byte is not the wire format's 0. */
  BAD_MAGIC,
  /** The value ends inside a field. */
  TRUNCATED,
  /** Bytes follow the record. */
  TRAILING_BYTES,
  /** The schema is of another record, or cannot be read as the one expected. */
  WRONG_RECORD,
  /** A collection or text claims to be longer than the value. */
  LENGTH_EXCEEDED,
  /** Nested deeper than the reader allows. */
  TOO_DEEP,
  /** A value that its type does not have. */
  MALFORMED,
  /** The value is longer than the reader allows. */
  TOO_LARGE,
  /** A required field is absent. */
  FIELD_MISSING,
  /** A field has another type or a number out of its type's range. */
  FIELD_INVALID
}
