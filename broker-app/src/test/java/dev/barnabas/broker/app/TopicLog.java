package dev.barnabas.broker.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The committed records of a topic, each of which is fetched once. Any thread, one at a time. */
final class TopicLog implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> reader;
  private final List<TopicPartition> partitions;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  TopicLog(String topic, Map<String, Object> settings) {
    reader = new KafkaConsumer<>(settings);
    partitions =
        reader.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
  }

  /** What a reader of committed records sees from the beginning to now. */
  synchronized List<ConsumerRecord<byte[], byte[]>> untilNow() {
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (partitions.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(partitions + " cannot be read to their ends");
      }
      reader.poll(POLL).forEach(records::add);
    }
    return List.copyOf(records);
  }

  @Override
  public synchronized void close() {
    reader.close();
  }
}
