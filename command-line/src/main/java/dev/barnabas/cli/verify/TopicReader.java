package dev.barnabas.cli.verify;

import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Copies an installation's topics from their beginning to where they ended when it started, as a
 * committed reader sees them. Joins no group and commits nothing. Blocks.
 */
public final class TopicReader {
  private static final Duration REACH = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STALL = Duration.ofSeconds(60);

  private TopicReader() {}

  /**
   * Reads all topics.
   *
   * @throws KafkaException if the cluster does not answer, or nothing comes for a minute
   */
  public static TopicSnapshot read(KafkaSettings kafka, TopicNames names, SchemaIds schemas) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka.reader("barnabas-verify"))) {
      List<TopicPartition> partitions = partitions(consumer, names);
      consumer.assign(partitions);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, REACH);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, REACH);
      consumer.seekToBeginning(partitions);
      return TopicSnapshot.of(names, toEnd(consumer, ends), beginnings, schemas);
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, TopicNames names) {
    TopicRoles roles = new TopicRoles(names);
    List<TopicPartition> partitions = new ArrayList<>();
    for (Map.Entry<String, List<PartitionInfo>> topic : consumer.listTopics(REACH).entrySet()) {
      if (roles.ours(topic.getKey())) {
        topic.getValue().forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
      }
    }
    return partitions;
  }

  private static List<ConsumerRecord<byte[], byte[]>> toEnd(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    long quiet = 0;
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      quiet = polled.isEmpty() ? quiet + POLL.toMillis() : 0;
      if (quiet > STALL.toMillis()) {
        throw new KafkaException("the topics could not be read to their end: nothing came");
      }
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() < end) {
          read.add(record);
        }
      }
    }
    return read;
  }
}
