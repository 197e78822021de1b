package dev.barnabas.worker.pool;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record to work on. Its text form names coordinates only, never the key or the value.
 *
 * @param source the record as the consumer delivered it
 */
public record WorkRecord(ConsumerRecord<byte[], byte[]> source) {

  public WorkRecord {
    requireNonNull(source, "source");
  }

  public String topic() {
    return source.topic();
  }

  public int partition() {
    return source.partition();
  }

  public long offset() {
    return source.offset();
  }

  /** The record's timestamp in milliseconds since the epoch, as the topic defines it. */
  public long timestamp() {
    return source.timestamp();
  }

  public Headers headers() {
    return source.headers();
  }

  public byte @Nullable [] key() {
    return source.key();
  }

  public byte @Nullable [] value() {
    return source.value();
  }

  /** Bytes of key and value. */
  int bytes() {
    return Math.max(0, source.serializedKeySize()) + Math.max(0, source.serializedValueSize());
  }

  @Override
  public String toString() {
    return topic() + "-" + partition() + "@" + offset();
  }
}
