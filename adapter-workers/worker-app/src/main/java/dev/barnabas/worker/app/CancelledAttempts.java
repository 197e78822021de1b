package dev.barnabas.worker.app;

import dev.barnabas.schemas.AttemptCancelled;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * The attempts that need not be started any more, as broker-app tells them. An attempt that is not
 * known here is started, and what it costs is metered: this saves money, and decides nothing.
 * Attempts past their deadline are forgotten. Any thread asks; one adds.
 */
final class CancelledAttempts {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FORGET_EVERY = 1_000;

  private final ConcurrentMap<String, Instant> deadlines = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private int heard;

  CancelledAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether an attempt need not be started. */
  boolean contains(String attemptId) {
    return deadlines.containsKey(attemptId);
  }

  /** How many are remembered. */
  int size() {
    return deadlines.size();
  }

  /** An attempt need not be started. */
  void add(String attemptId, Instant deadline) {
    Instant now = clock.instant();
    if (deadline.isAfter(now)) {
      deadlines.put(attemptId, deadline);
    }
    if (++heard % FORGET_EVERY == 0) {
      deadlines.values().removeIf(due -> !due.isAfter(now));
    }
  }

  /**
   * Follows the topic on a thread of its own, from its beginning; returns when what it held at the
   * start is known, or after the limit.
   *
   * @return stops it
   */
  AutoCloseable follow(
      KafkaSettings settings, TopicNames names, RecordCodec codec, Duration limit) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings.reader("cancelled-attempts"));
    List<TopicPartition> all =
        consumer.partitionsFor(names.cancelledAttempts()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch caughtUp = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("cancelled-attempts")
            .start(() -> run(consumer, codec, stopped, caughtUp));
    try {
      var _ = caughtUp.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return () -> {
      stopped.set(true);
      consumer.wakeup();
      thread.join(Duration.ofSeconds(5));
    };
  }

  private void run(
      KafkaConsumer<byte[], byte[]> consumer,
      RecordCodec codec,
      AtomicBoolean stopped,
      CountDownLatch caughtUp) {
    try (consumer) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (!stopped.get()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (codec.decode(record.value(), AttemptCancelled.class)
              instanceof Parsed.Read<AttemptCancelled>(AttemptCancelled read)) {
            add(read.getAttemptId(), read.getDeadline());
          }
        }
        if (ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          caughtUp.countDown();
        }
      }
    } catch (WakeupException e) {
      if (!stopped.get()) {
        throw e;
      }
    }
  }
}
