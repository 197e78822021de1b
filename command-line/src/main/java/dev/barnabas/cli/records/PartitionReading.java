package dev.barnabas.cli.records;

import dev.barnabas.cli.terminal.CommandException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads a topic one partition after the other, each from its first record and in the order of the
 * log, as a committed reader sees it. Leaves no trace in the cluster. One thread.
 */
public final class PartitionReading implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REACH = Duration.ofSeconds(15);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final List<TopicPartition> partitions;

  private PartitionReading(
      KafkaConsumer<byte[], byte[]> consumer, String topic, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.topic = topic;
    this.partitions = partitions;
  }

  /**
   * Opens a topic.
   *
   * @throws CommandException if Kafka does not answer, the topic does not exist or a partition has
   *     no leader
   */
  public static PartitionReading open(Cluster cluster, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(cluster.kafka().reader("barnabas-command-line"));
    try {
      return new PartitionReading(consumer, topic, partitions(consumer, topic));
    } catch (TimeoutException e) {
      consumer.close();
      throw CommandException.unavailable("Kafka does not answer at " + cluster.kafka().bootstrap());
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> all = consumer.listTopics(REACH).getOrDefault(topic, List.of());
    if (all.isEmpty()) {
      throw CommandException.wrong("there is no topic " + topic);
    }
    for (PartitionInfo partition : all) {
      if (partition.leader() == null || partition.leader().isEmpty()) {
        throw CommandException.unavailable(
            "partition %d of %s has no leader".formatted(partition.partition(), topic));
      }
    }
    return all.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  /** How many partitions there are. */
  public int partitions() {
    return partitions.size();
  }

  /** The first offset of each partition. */
  public SortedMap<Integer, Long> beginnings() {
    return byNumber(consumer.beginningOffsets(partitions, REACH));
  }

  /** The offset behind the last committed record of each partition, now. */
  public SortedMap<Integer, Long> ends() {
    return byNumber(consumer.endOffsets(partitions, REACH));
  }

  private static SortedMap<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
    SortedMap<Integer, Long> sorted = new TreeMap<>();
    offsets.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
    return Collections.unmodifiableSortedMap(sorted);
  }

  /**
   * Reads a partition up to an offset that it has reached.
   *
   * @throws CommandException if the broker gives nothing for 15 s
   */
  public void read(int partition, long end, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    TopicPartition read = new TopicPartition(topic, partition);
    consumer.assign(List.of(read));
    consumer.seekToBeginning(List.of(read));
    long deadline = System.nanoTime() + REACH.toNanos();
    long position = consumer.position(read, REACH);
    while (position < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          receiver.accept(record);
        }
      }
      long reached = consumer.position(read, REACH);
      if (reached > position) {
        deadline = System.nanoTime() + REACH.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw CommandException.unavailable(
            "partition %d of %s cannot be read beyond offset %d"
                .formatted(partition, topic, reached));
      }
      position = reached;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
