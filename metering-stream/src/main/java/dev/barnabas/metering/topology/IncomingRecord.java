package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import dev.barnabas.topics.SourceCoordinates;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read.
 *
 * @param source where it was read
 * @param key its key
 * @param value its value
 * @param headers its headers
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared nowhere: it carries bytes to a sink or a store.
record IncomingRecord(
    SourceCoordinates source, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

  IncomingRecord {
    requireNonNull(source, "source");
    requireNonNull(headers, "headers");
  }

  static IncomingRecord of(Record<byte[], byte[]> record, RecordMetadata metadata) {
    return new IncomingRecord(
        new SourceCoordinates(
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            Instant.ofEpochMilli(record.timestamp())),
        record.key(),
        record.value(),
        record.headers());
  }
}
