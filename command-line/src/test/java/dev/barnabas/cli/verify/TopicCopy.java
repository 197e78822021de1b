package dev.barnabas.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Copied topics that a test writes and then falsifies. */
final class TopicCopy {
  final TopicNames names = TopicNames.ofDefaults();
  final InMemorySchemas schemas = InMemorySchemas.ofProject();
  final RecordCodec codec = new RecordCodec(schemas);
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  Coordinates append(
      String topic, int partition, String key, Instant appendedAt, SpecificRecord value) {
    return append(topic, partition, key, appendedAt, codec.encode(value), new RecordHeaders());
  }

  Coordinates append(
      String topic,
      int partition,
      String key,
      Instant appendedAt,
      byte @Nullable [] value,
      Headers headers) {
    long offset = ends.merge(new TopicPartition(topic, partition), 1L, Long::sum) - 1;
    records.add(record(topic, partition, offset, appendedAt, key.getBytes(UTF_8), value, headers));
    return new Coordinates(topic, partition, offset);
  }

  /** Takes the records out that are of a type and as wanted; says how many. */
  <T extends SpecificRecord> int drop(Class<T> type, Predicate<T> wanted) {
    int before = records.size();
    records.removeIf(r -> read(r, type).filter(wanted).isPresent());
    return before - records.size();
  }

  /** Changes the first record that is of a type and as wanted. */
  <T extends SpecificRecord> void edit(Class<T> type, Predicate<T> wanted, Consumer<T> change) {
    int at = first(type, wanted);
    ConsumerRecord<byte[], byte[]> old = records.get(at);
    T value = read(old, type).orElseThrow();
    change.accept(value);
    records.set(at, with(old, Instant.ofEpochMilli(old.timestamp()), codec.encode(value)));
  }

  /** Appends the first record that is of a type and as wanted once more. */
  <T extends SpecificRecord> void repeat(Class<T> type, Predicate<T> wanted) {
    repeat(type, wanted, _ -> {});
  }

  /** Appends the first such record once more, changed. */
  <T extends SpecificRecord> void repeat(Class<T> type, Predicate<T> wanted, Consumer<T> change) {
    ConsumerRecord<byte[], byte[]> old = records.get(first(type, wanted));
    T value = read(old, type).orElseThrow();
    change.accept(value);
    append(
        old.topic(),
        old.partition(),
        new String(old.key(), UTF_8),
        Instant.ofEpochMilli(old.timestamp()),
        codec.encode(value),
        old.headers());
  }

  /** Moves the append time of the first record that is of a type and as wanted. */
  <T extends SpecificRecord> void delay(Class<T> type, Predicate<T> wanted, Instant to) {
    int at = first(type, wanted);
    records.set(at, with(records.get(at), to, records.get(at).value()));
  }

  /** Adds a header to the first record that is of a type and as wanted. */
  <T extends SpecificRecord> void header(Class<T> type, Predicate<T> wanted, String value) {
    records.get(first(type, wanted)).headers().add("note", value.getBytes(UTF_8));
  }

  /** Takes out the record that lies there. */
  void drop(Coordinates at) {
    records.removeIf(r ->
        r.topic().equals(at.topic())
            && r.partition() == at.partition()
            && r.offset() == at.offset());
  }

  TopicSnapshot snapshot() {
    return TopicSnapshot.of(names, records, Map.of(), schemas);
  }

  private <T extends SpecificRecord> int first(Class<T> type, Predicate<T> wanted) {
    for (int i = 0; i < records.size(); i++) {
      if (read(records.get(i), type).filter(wanted).isPresent()) {
        return i;
      }
    }
    throw new AssertionError("no such " + type.getSimpleName());
  }

  private <T extends SpecificRecord> Optional<T> read(
      ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    return codec.decode(record.value(), type) instanceof Parsed.Read<T>(T value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static ConsumerRecord<byte[], byte[]> with(
      ConsumerRecord<byte[], byte[]> old, Instant appendedAt, byte[] value) {
    return record(
        old.topic(), old.partition(), old.offset(), appendedAt, old.key(), value, old.headers());
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic,
      int partition,
      long offset,
      Instant appendedAt,
      byte[] key,
      byte @Nullable [] value,
      Headers headers) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        appendedAt.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key.length,
        value == null ? -1 : value.length,
        key,
        value,
        headers,
        Optional.empty());
  }
}
