package dev.barnabas.cli.records;

import dev.barnabas.cli.terminal.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics as a committed reader sees them, and leaves no trace in the cluster. One thread at a
 * time.
 */
public final class TopicReading implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REACH = Duration.ofSeconds(15);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private TopicReading(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * Opens topics at their beginning, or at the first record appended at a time.
   *
   * @param since null for the beginning
   * @throws CommandException if Kafka does not answer or a topic does not exist; names those there
   *     are
   */
  public static TopicReading open(
      Cluster cluster, Collection<String> topics, @Nullable Instant since) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(cluster.kafka().reader("barnabas-command-line"));
    try {
      List<TopicPartition> partitions = partitions(consumer, cluster, topics);
      consumer.assign(partitions);
      seek(consumer, partitions, since);
      return new TopicReading(consumer, partitions);
    } catch (TimeoutException e) {
      consumer.close();
      throw CommandException.unavailable("Kafka does not answer at " + cluster.kafka().bootstrap());
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Cluster cluster, Collection<String> topics) {
    Map<String, List<PartitionInfo>> all = consumer.listTopics(REACH);
    for (String topic : topics) {
      if (!all.containsKey(topic)) {
        TreeSet<String> ours = new TreeSet<>(all.keySet());
        ours.removeIf(name -> !name.startsWith(cluster.names().prefix() + "."));
        throw CommandException.wrong(
            "there is no topic " + topic + "; there are " + String.join(", ", ours));
      }
    }
    return topics.stream()
        .flatMap(topic -> all.getOrDefault(topic, List.of()).stream())
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      @Nullable Instant since) {
    consumer.seekToBeginning(partitions);
    if (since == null) {
      return;
    }
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> since.toEpochMilli()));
    Map<TopicPartition, @Nullable OffsetAndTimestamp> offsets =
        new HashMap<>(consumer.offsetsForTimes(times));
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp found = offsets.get(partition);
      if (found == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, found.offset());
      }
    }
  }

  /** Reads up to where the topics ended when this was called. */
  public void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    var _ =
        toEndWhile(record -> {
          receiver.accept(record);
          return true;
        });
  }

  /** The same, until the receiver wants no more; says whether it wanted all. */
  public boolean toEndWhile(Predicate<ConsumerRecord<byte[], byte[]>> receiver) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() < end && !receiver.test(record)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads on, also what comes later, until the receiver wants no more. */
  public void follow(Predicate<ConsumerRecord<byte[], byte[]>> receiver) {
    while (true) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (!receiver.test(record)) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
