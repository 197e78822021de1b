package dev.barnabas.metering.topology;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A value on its way to a sink, serialised already, and the partition it goes to: that of the
 * record that caused it, so that each output partition has one writing task.
 *
 * @param value the bytes
 * @param partition the source's partition
 */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere: it carries bytes to a sink.
record Outgoing(byte[] value, int partition) {

  Outgoing {
    requireNonNull(value, "value");
  }

  static Serializer<Outgoing> serializer() {
    return (_, outgoing) -> outgoing.value();
  }

  static StreamPartitioner<byte[], Outgoing> partitioner() {
    return (_, _, outgoing, partitions) -> Optional.of(Set.of(outgoing.partition() % partitions));
  }
}
