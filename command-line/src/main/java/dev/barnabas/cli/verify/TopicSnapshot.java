package dev.barnabas.cli.verify;

import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.TopicNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Every record of every topic of an installation, as a committed reader saw them. Immutable. */
public final class TopicSnapshot {
  private static final Comparator<SnapshotRecord> ORDER =
      Comparator.comparingInt((SnapshotRecord r) -> r.at().partition())
          .thenComparingLong(r -> r.at().offset());

  private final TopicNames names;
  private final Map<String, List<SnapshotRecord>> topics;
  private final Map<TopicPartition, Long> beginnings;

  private TopicSnapshot(
      TopicNames names,
      Map<String, List<SnapshotRecord>> topics,
      Map<TopicPartition, Long> beginnings) {
    this.names = names;
    this.topics = topics;
    this.beginnings = beginnings;
  }

  /**
   * A snapshot of copied records.
   *
   * @param names the topics' names
   * @param records the records, in any order
   * @param beginnings the first offset that each partition still holds; 0 where none is given
   * @param schemas the registry's schemas
   */
  public static TopicSnapshot of(
      TopicNames names,
      Collection<ConsumerRecord<byte[], byte[]>> records,
      Map<TopicPartition, Long> beginnings,
      SchemaIds schemas) {
    ValueReading reading = new ValueReading(schemas);
    Map<String, List<SnapshotRecord>> topics = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      boolean json = carriesRequests(names, record.topic());
      topics
          .computeIfAbsent(record.topic(), _ -> new ArrayList<>())
          .add(
              new SnapshotRecord(
                  new Coordinates(record.topic(), record.partition(), record.offset()),
                  Instant.ofEpochMilli(record.timestamp()),
                  record.key(),
                  record.value(),
                  record.headers(),
                  reading.read(record.value(), record.headers(), json)));
    }
    topics.values().forEach(list -> list.sort(ORDER));
    return new TopicSnapshot(names, topics, Map.copyOf(beginnings));
  }

  private static boolean carriesRequests(TopicNames names, String topic) {
    return topic.equals(names.misplaced()) || names.requestsPattern().matcher(topic).matches();
  }

  /** The topics' names. */
  public TopicNames names() {
    return names;
  }

  /** The records of a topic by partition and offset; none of a topic that was not read. */
  public List<SnapshotRecord> topic(String name) {
    return topics.getOrDefault(name, List.of());
  }

  /** The records of every topic that is wanted. */
  Stream<SnapshotRecord> topics(Predicate<String> wanted) {
    return topics.entrySet().stream()
        .filter(topic -> wanted.test(topic.getKey()))
        .flatMap(topic -> topic.getValue().stream());
  }

  /** The readable records of one type, in every topic that is wanted. */
  <T extends SpecificRecord> List<Located<T>> of(Class<T> type, Predicate<String> wanted) {
    List<Located<T>> found = new ArrayList<>();
    topics(wanted)
        .forEach(record -> {
          T value = record.as(type);
          if (value != null) {
            found.add(new Located<>(record.at(), record.appendedAt(), value));
          }
        });
    return found;
  }

  /** The first offset that a partition still holds. */
  long beginning(String topic, int partition) {
    return beginnings.getOrDefault(new TopicPartition(topic, partition), 0L);
  }

  /** Whether retention has taken records from a topic that is wanted. */
  boolean truncated(Predicate<String> wanted) {
    return beginnings.entrySet().stream()
        .anyMatch(e -> e.getValue() > 0 && wanted.test(e.getKey().topic()));
  }

  /** How many records there are. */
  public long size() {
    return topics.values().stream().mapToLong(List::size).sum();
  }
}
