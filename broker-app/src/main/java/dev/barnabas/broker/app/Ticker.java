package dev.barnabas.broker.app;

import dev.barnabas.schemas.Tick;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.TopicNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the time, once a second, to the partitions this process owns: a deadline is decided only
 * after a tick behind it was read, so that every outcome appended before is seen first. A plain
 * producer on a thread of its own; never a stream thread.
 */
final class Ticker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ticker.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Producer<String, byte[]> producer;
  private final TopicNames names;
  private final RecordCodec codec;
  private final Supplier<Set<Integer>> owned;
  private final InstantSource clock;
  private final String writerId;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ticker").factory());

  Ticker(
      Producer<String, byte[]> producer,
      TopicNames names,
      RecordCodec codec,
      Supplier<Set<Integer>> owned,
      InstantSource clock,
      String writerId) {
    this.producer = producer;
    this.names = names;
    this.codec = codec;
    this.owned = owned;
    this.clock = clock;
    this.writerId = writerId;
  }

  void start() {
    var _ = executor.scheduleAtFixedRate(this::tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      for (int partition : owned.get()) {
        byte[] tick = codec.encode(new Tick(partition, clock.instant(), writerId));
        send(names.outcomes(), partition, tick);
        send(names.fallback(), partition, tick);
      }
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("error", e.getClass().getName()).log("a tick was not written");
    }
  }

  private void send(String topic, int partition, byte[] tick) {
    var _ =
        producer.send(
            new ProducerRecord<>(topic, partition, "tick", tick),
            (metadata, failure) -> {
              if (failure != null) {
                log.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("error", failure.getClass().getName())
                    .log("a tick was not written");
              }
            });
  }

  @Override
  public void close() {
    executor.shutdownNow();
    producer.close(Duration.ofSeconds(2));
  }
}
