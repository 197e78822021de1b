package dev.barnabas.client;

import dev.barnabas.client.ResponseDecoder.RegistrySilent;
import dev.barnabas.schemas.InferenceResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a partition of responses once, from the start of a window to its present end: a request
 * that was answered before gets no second response, so its answer lies there.
 */
final class ReadBack {
  private static final Logger log = LoggerFactory.getLogger(ReadBack.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> settings;
  private final ResponseDecoder decoder;
  private final Duration window;
  private final InstantSource clock;

  ReadBack(
      Map<String, Object> settings, ResponseDecoder decoder, Duration window, InstantSource clock) {
    this.settings = settings;
    this.decoder = decoder;
    this.window = window;
    this.clock = clock;
  }

  /**
   * Offers every response of the window to a receiver; stops early when nobody waits. Blocks.
   *
   * @return whether the whole window was read
   */
  boolean read(
      TopicPartition partition, Consumer<InferenceResponse> receiver, BooleanSupplier wanted) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
      consumer.assign(List.of(partition));
      long end = seek(consumer, partition);
      while (wanted.getAsBoolean() && consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          decoder.decode(record).ifPresent(receiver);
        }
      }
      return consumer.position(partition) >= end;
    } catch (KafkaException | RegistrySilent e) {
      log.atWarn()
          .addKeyValue("topic", partition.topic())
          .addKeyValue("partition", partition.partition())
          .addKeyValue("error", e.getClass().getName())
          .log("reading back failed");
      return false;
    }
  }

  /** Goes to the start of the window; returns the present end. */
  private long seek(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    long since = clock.instant().minus(window).toEpochMilli();
    OffsetAndTimestamp start = consumer.offsetsForTimes(Map.of(partition, since)).get(partition);
    Long end = consumer.endOffsets(List.of(partition)).get(partition);
    if (start == null || end == null) {
      return 0;
    }
    consumer.seek(partition, start.offset());
    return end;
  }
}
