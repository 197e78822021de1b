package dev.barnabas.cli.verify;

import org.apache.avro.specific.SpecificRecord;

/** What a value turned out to be. */
public sealed interface Reading {

  /**
   * One of our records.
   *
   * @param record the record
   */
  record Decoded(SpecificRecord record) implements Reading {}

  /**
   * None of our records.
   *
   * @param code a word of {@code UnreadableCode}, or {@value #SCHEMA_UNKNOWN}
   * @param position where in the value
   */
  record Unreadable(String code, String position) implements Reading {}

  /** The registry does not tell the schema of the value. */
  String SCHEMA_UNKNOWN = "SCHEMA_UNKNOWN";
}
