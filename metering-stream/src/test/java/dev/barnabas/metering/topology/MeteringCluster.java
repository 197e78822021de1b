package dev.barnabas.metering.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.cluster.EmbeddedKafka;
import dev.barnabas.metering.anomalies.AnomalyPolicy;
import dev.barnabas.metering.totals.MeteringPolicy;
import dev.barnabas.schemas.DeadLetter;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.SchemaIds;
import dev.barnabas.topics.SizeBudget;
import dev.barnabas.topics.TopicCatalogue;
import dev.barnabas.topics.TopicNames;
import dev.barnabas.topics.TopicPlan;
import dev.barnabas.topics.TopicProvisioner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;

/**
 * A broker with the topics of metering, for tests: produces events, runs the topology, reads what
 * came out.
 */
final class MeteringCluster implements AutoCloseable {

  static final int PARTITIONS = 2;

  private static final TopicNames NAMES = TopicNames.ofDefaults();

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
  private final SchemaIds schemas = InMemorySchemas.ofProject();
  private final RecordCodec codec = new RecordCodec(schemas);
  private final KafkaProducer<String, byte[]> producer;
  private final SequencedWriter writer = new SequencedWriter();

  MeteringCluster() {
    producer = new KafkaProducer<>(settings.producer("test"));
    var plan =
        new TopicPlan(
            PARTITIONS,
            PARTITIONS,
            Map.of(),
            Set.of(),
            TopicPlan.DEFAULT_DEDUPE_WINDOW,
            SizeBudget.ofDefaults());
    try (var admin = Admin.create(settings.admin("test"))) {
      new TopicProvisioner(admin).create(new TopicCatalogue(NAMES).definitions(plan), (short) 1);
    }
  }

  /** Runs the topology from now on. */
  KafkaStreams run(String applicationId, Path stateDirectory) {
    var properties = new Properties();
    properties.putAll(settings.streams(applicationId, stateDirectory.toString(), 1));
    var setup =
        new MeteringSetup(
            NAMES,
            PARTITIONS,
            codec,
            new SchemaLookups(schemas, Runnable::run, InstantSource.system()),
            MeteringPolicy.ofDefaults(),
            new AnomalyPolicy(AnomalyPolicy.Settings.NOTHING),
            MeteringSetup.MOST_SUBJECTS,
            HeldBounds.ofDefaults(),
            settings.maxRequestBytes(),
            new SimpleMeterRegistry());
    var streams = new KafkaStreams(MeteringTopology.build(setup, properties), properties);
    streams.start();
    return streams;
  }

  void send(UsageEvent event) throws ExecutionException, InterruptedException {
    int home = HomePartition.of(event.getTenantId(), PARTITIONS);
    sendBytes(home, event.getTenantId(), codec.encode(writer.stamped(event, home)));
  }

  long sendBytes(int partition, String key, byte[] value)
      throws ExecutionException, InterruptedException {
    return producer
        .send(new ProducerRecord<>(NAMES.metering(), partition, key, value))
        .get()
        .offset();
  }

  /** Whether the application has committed everything on the metering topic. */
  boolean isDone(String applicationId) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(settings.admin("test"));
        var reader = new KafkaConsumer<byte[], byte[]>(settings.reader("test"))) {
      var committed =
          admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata().get();
      return reader.endOffsets(partitions(NAMES.metering())).entrySet().stream()
          .allMatch(end -> {
            var offset = committed.get(end.getKey());
            return offset != null && offset.offset() >= end.getValue();
          });
    }
  }

  /** End of the totals topic now, to read from later. */
  Map<TopicPartition, Long> endOfTotals() {
    try (var reader = new KafkaConsumer<byte[], byte[]>(settings.reader("test"))) {
      return Map.copyOf(reader.endOffsets(partitions(NAMES.usageTotals())));
    }
  }

  /** The last value of each key from some offsets on, and the partition it was in. */
  Map<String, ConsumerRecord<byte[], byte[]>> totalsFrom(Map<TopicPartition, Long> offsets) {
    var latest = new TreeMap<String, ConsumerRecord<byte[], byte[]>>();
    for (var record : read(NAMES.usageTotals(), offsets)) {
      latest.put(new String(record.key(), UTF_8), record);
    }
    return latest;
  }

  List<DeadLetter> deadLetters() {
    return read(NAMES.deadLetter(), Map.of()).stream()
        .map(record -> decoded(record.value(), DeadLetter.class))
        .toList();
  }

  <T extends SpecificRecord> T decoded(byte[] value, Class<T> type) {
    return switch (codec.decode(value, type)) {
      case Parsed.Read<T>(T record) -> record;
      case Parsed.Unreadable<T> unreadable -> throw new AssertionError(unreadable);
      case Parsed.SchemaUnknown<T> unknown -> throw new AssertionError(unknown);
    };
  }

  private List<ConsumerRecord<byte[], byte[]>> read(
      String topic, Map<TopicPartition, Long> offsets) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var reader = new KafkaConsumer<byte[], byte[]>(settings.reader("test"))) {
      var partitions = partitions(topic);
      reader.assign(partitions);
      partitions.forEach(partition -> reader.seek(partition, offsets.getOrDefault(partition, 0L)));
      var ends = reader.endOffsets(partitions);
      long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.getOrDefault(p, 0L))) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("the end of " + topic + " was not reached");
        }
        reader.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  @Override
  public void close() {
    producer.close();
    kafka.close();
  }
}
