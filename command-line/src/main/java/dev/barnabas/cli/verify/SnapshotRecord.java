package dev.barnabas.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read.
 *
 * @param at where it lies
 * @param appendedAt when the broker appended it
 * @param key its key
 * @param value its value
 * @param headers its headers
 * @param reading what the value is
 */
public record SnapshotRecord(
    Coordinates at,
    Instant appendedAt,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    Reading reading) {

  /** The key as text; empty for none. */
  String keyText() {
    return key == null ? "" : new String(key, UTF_8);
  }

  /** The record, if the value is one of that type. */
  <T extends SpecificRecord> @Nullable T as(Class<T> type) {
    return reading instanceof Reading.Decoded(SpecificRecord record) && type.isInstance(record)
        ? type.cast(record)
        : null;
  }
}
