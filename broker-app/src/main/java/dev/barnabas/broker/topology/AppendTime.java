package dev.barnabas.broker.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * When the broker appended the record. Never throws and never skips, whatever a client put into its
 * record.
 */
final class AppendTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() < 0 ? Math.max(0, partitionTime) : record.timestamp();
  }
}
