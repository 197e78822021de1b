package dev.barnabas.it;

import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning to where it ends now, committed records only. One thread. */
final class TopicContents {
  private static final Duration READ = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaSettings kafka;
  private final RecordCodec codec;

  TopicContents(KafkaSettings kafka, RecordCodec codec) {
    this.kafka = kafka;
    this.codec = codec;
  }

  /** The readable records of one type. */
  <T extends SpecificRecord> List<T> of(String topic, Class<T> type) {
    List<T> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : raw(topic)) {
      switch (codec.decode(record.value(), type)) {
        case Parsed.Read<T>(T value) -> read.add(value);
        case Parsed.Unreadable<T> _, Parsed.SchemaUnknown<T> _ -> {}
      }
    }
    return read;
  }

  private List<ConsumerRecord<byte[], byte[]>> raw(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.reader("integration-test"))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + READ.toNanos();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(topic + " could not be read to its end within " + READ);
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }
}
