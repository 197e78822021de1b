package dev.barnabas.worker.app;

import dev.barnabas.topics.RecordCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what must not be lost: the caller waits until Kafka has it, through as many failed
 * tries as it takes, because a call that nobody hears of was paid for. Thread-safe.
 */
final class Publisher {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int OVERHEAD_BYTES = 1024;

  private final RecordSink sink;
  private final RecordCodec codec;
  private final int maxValueBytes;
  private final Sleeper sleeper;
  private final Counter failures;
  private final AtomicInteger failing = new AtomicInteger();

  /**
   * @param maxRecordBytes the largest record Kafka takes, see {@link
   *     dev.barnabas.topics.SizeBudget#messageBytes()}
   */
  Publisher(
      RecordSink sink,
      RecordCodec codec,
      int maxRecordBytes,
      Sleeper sleeper,
      MeterRegistry registry) {
    this.sink = sink;
    this.codec = codec;
    this.maxValueBytes = maxRecordBytes - OVERHEAD_BYTES;
    this.sleeper = sleeper;
    this.failures = registry.counter(WorkerMeters.PUBLISH_FAILURES);
  }

  /** Publishes to a partition and waits for the acknowledgement. */
  PublishOutcome publish(String topic, int partition, String key, SpecificRecord record) {
    return await(topic, partition, key, codec.encode(record));
  }

  /** Publishes to the partition of the key and waits for the acknowledgement. */
  PublishOutcome publish(String topic, @Nullable String key, SpecificRecord record) {
    return await(topic, null, key, codec.encode(record));
  }

  /** Publishes once, without waiting; a failure is logged. For what only informs. */
  void announce(String topic, String key, @Nullable SpecificRecord record) {
    byte[] value = record == null ? null : codec.encode(record);
    var _ =
        sink.send(new ProducerRecord<>(topic, key, value))
            .whenComplete((nothing, failure) -> {
              if (failure != null) {
                failed(topic, failure);
              }
            });
  }

  /** Whether somebody waits for an acknowledgement that failed at least once. */
  boolean isFailing() {
    return failing.get() > 0;
  }

  private PublishOutcome await(
      String topic, @Nullable Integer partition, @Nullable String key, byte[] value) {
    if (value.length > maxValueBytes) {
      return PublishOutcome.TOO_LARGE;
    }
    boolean counted = false;
    Duration wait = FIRST_WAIT;
    try {
      while (true) {
        try {
          var _ =
              sink.send(new ProducerRecord<>(topic, partition, key, value))
                  .toCompletableFuture()
                  .get();
          return PublishOutcome.ACKNOWLEDGED;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RecordTooLargeException) {
            return PublishOutcome.TOO_LARGE;
          }
          failed(topic, e.getCause());
        }
        if (!counted) {
          counted = true;
          failing.incrementAndGet();
        }
        sleeper.sleep(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a record was not acknowledged", e);
    } finally {
      if (counted) {
        failing.decrementAndGet();
      }
    }
  }

  private void failed(String topic, @Nullable Throwable failure) {
    failures.increment();
    log.atWarn()
        .addKeyValue("topic", topic)
        .addKeyValue("error", failure == null ? "unknown" : failure.getClass().getName())
        .log("a record was not acknowledged");
  }
}
