package dev.barnabas.topics;

import dev.barnabas.schemas.ConfigActivated;
import dev.barnabas.schemas.ConfigurationContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force, on the log. An activation is one transaction: the content under its
 * hash and the activation itself on the compacted configuration topic, and the same activation on
 * every partition of control, where the tasks of broker-app take it in the order of their other
 * records. The fixed transactional id lets only one of several processes activate at a time, so
 * that versions are counted once.
 */
public final class ConfigurationLog {
  /** The header with which a control record proves that it is broker-app's own. */
  public static final String PROOF = "barnabas-proof";

  private static final Logger log = LoggerFactory.getLogger(ConfigurationLog.class);
  private static final String ACTIVE = "active";
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaSettings settings;
  private final TopicNames names;
  private final RecordCodec codec;

  /**
   * @param settings the cluster
   * @param names the topics
   * @param codec with the schemas of control records known
   */
  public ConfigurationLog(KafkaSettings settings, TopicNames names, RecordCodec codec) {
    this.settings = settings;
    this.names = names;
    this.codec = codec;
  }

  /** The activation in force; empty on a new cluster. Blocks until the topic is read to its end. */
  public Optional<ConfigActivated> active() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("configuration-reader")) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      @Nullable ConfigActivated newest = null;
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          newest = newer(newest, record);
        }
      }
      return Optional.ofNullable(newest);
    }
  }

  /**
   * Puts a configuration in force, unless it is already.
   *
   * @param content the canonical content
   * @param sha256 its hash
   * @param by who activates it
   * @param partitions the number of control partitions
   * @param proof what proves to broker-app that the record is its own
   * @param now when
   * @return the activation in force
   */
  public ConfigActivated activate(
      String content,
      String sha256,
      String by,
      int partitions,
      Function<ConfigActivated, String> proof,
      Instant now) {
    Map<String, Object> config =
        settings.transactionalProducer(
            "configuration-activator", names.configuration() + "-activator");
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      producer.initTransactions();
      Optional<ConfigActivated> before = active();
      if (before.isPresent() && before.get().getSha256().equals(sha256)) {
        return before.get();
      }
      ConfigActivated next =
          new ConfigActivated(
              before.map(ConfigActivated::getVersion).orElse(0L) + 1, sha256, content, now, by);
      producer.beginTransaction();
      write(producer, next, partitions, proof.apply(next));
      producer.commitTransaction();
      return next;
    }
  }

  private void write(
      KafkaProducer<String, byte[]> producer, ConfigActivated next, int partitions, String proof) {
    ConfigurationContent content =
        new ConfigurationContent(next.getSha256(), next.getContent(), next.getActivatedAt());
    var _ =
        producer.send(
            new ProducerRecord<>(names.configuration(), next.getSha256(), codec.encode(content)));
    byte[] activation = codec.encode(next);
    var _ = producer.send(new ProducerRecord<>(names.configuration(), ACTIVE, activation));
    for (int partition = 0; partition < partitions; partition++) {
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(names.control(), partition, ACTIVE, activation);
      record.headers().add(PROOF, proof.getBytes(StandardCharsets.US_ASCII));
      var _ = producer.send(record);
    }
  }

  /**
   * Follows the configuration in force on a thread of its own; the newest one known is given first.
   *
   * @param listener called for each activation with a higher version, on that thread; must not
   *     throw
   * @return stops it
   */
  public AutoCloseable follow(Consumer<ConfigActivated> listener) {
    KafkaConsumer<byte[], byte[]> consumer = consumer("configuration-follower");
    AtomicBoolean stopped = new AtomicBoolean();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("configuration-follower")
            .start(() -> run(consumer, stopped, listener));
    return () -> {
      stopped.set(true);
      consumer.wakeup();
      thread.join(Duration.ofSeconds(5));
    };
  }

  private void run(
      KafkaConsumer<byte[], byte[]> consumer,
      AtomicBoolean stopped,
      Consumer<ConfigActivated> listener) {
    @Nullable ConfigActivated newest = null;
    try (consumer) {
      while (!stopped.get()) {
        long before = newest == null ? 0 : newest.getVersion();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          newest = newer(newest, record);
        }
        if (newest != null && newest.getVersion() > before) {
          listener.accept(newest);
        }
      }
    } catch (WakeupException e) {
      if (!stopped.get()) {
        throw e;
      }
    }
  }

  private @Nullable ConfigActivated newer(
      @Nullable ConfigActivated newest, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || !ACTIVE.equals(new String(record.key(), StandardCharsets.UTF_8))) {
      return newest;
    }
    return switch (codec.decode(record.value(), ConfigActivated.class)) {
      case Parsed.Read<ConfigActivated>(ConfigActivated read) ->
          newest == null || read.getVersion() > newest.getVersion() ? read : newest;
      case Parsed.Unreadable<ConfigActivated> _, Parsed.SchemaUnknown<ConfigActivated> _ -> {
        log.atWarn().addKeyValue("offset", record.offset()).log("unreadable configuration record");
        yield newest;
      }
    };
  }

  private KafkaConsumer<byte[], byte[]> consumer(String clientId) {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.reader(clientId));
    List<TopicPartition> all =
        consumer.partitionsFor(names.configuration()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return consumer;
  }
}
