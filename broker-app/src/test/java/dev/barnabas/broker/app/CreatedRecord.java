package dev.barnabas.broker.app;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A record with any time of creation; Kafka's own client refuses negative ones. */
final class CreatedRecord extends ProducerRecord<String, byte[]> {
  private final long created;

  CreatedRecord(String topic, int partition, long created, String key, byte[] value) {
    super(topic, partition, key, value);
    this.created = created;
  }

  @Override
  public Long timestamp() {
    return created;
  }
}
