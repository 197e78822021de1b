package dev.barnabas.client;

import dev.barnabas.client.ResponseDecoder.RegistrySilent;
import dev.barnabas.schemas.InferenceResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads committed responses from partitions that are added while it runs, and hands
 * each to a receiver on that thread. Brokers may come and go. Nothing is committed.
 */
final class ResponseReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ResponseReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration POSITION_LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ResponseDecoder decoder;
  private final Consumer<InferenceResponse> receiver;
  private final Consumer<KafkaException> refused;
  private final Queue<Start> starts = new ConcurrentLinkedQueue<>();
  private final Set<TopicPartition> assigned = new HashSet<>();
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private volatile boolean closing;

  /**
   * A reader that does not run yet.
   *
   * @param receiver gets every response, on the reader's thread
   * @param refused hears of errors that waiting does not heal, such as a missing right
   */
  ResponseReader(
      Map<String, Object> settings,
      ResponseDecoder decoder,
      Consumer<InferenceResponse> receiver,
      Consumer<KafkaException> refused) {
    this.consumer = new KafkaConsumer<>(settings);
    this.decoder = decoder;
    this.receiver = receiver;
    this.refused = refused;
  }

  /** Starts the thread. */
  ResponseReader start(String name) {
    thread.set(Thread.ofPlatform().daemon().name(name).start(this::run));
    return this;
  }

  /** Reads a partition too; completes when its position is fixed. */
  CompletableFuture<Void> add(TopicPartition partition, boolean fromEarliest) {
    Start start = new Start(partition, fromEarliest, new CompletableFuture<>());
    starts.add(start);
    wake();
    return start.done();
  }

  /** Stops the thread; a receiver that is at work finishes first, within five seconds. */
  @Override
  public void close() {
    closing = true;
    wake();
    Thread running = thread.get();
    if (running == null || running.equals(Thread.currentThread())) {
      return;
    }
    try {
      running.join(CLOSE_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    consumer.wakeup();
    LockSupport.unpark(thread.get());
  }

  private void run() {
    try {
      while (!closing) {
        try {
          startPartitions();
          deliver(poll());
        } catch (WakeupException e) {
          log.atTrace().log("woken");
        } catch (RuntimeException e) {
          onError(e);
        }
      }
    } finally {
      starts.forEach(start -> start.done().cancel(false));
      consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    }
  }

  /** A consumer without partitions must not poll. */
  private ConsumerRecords<byte[], byte[]> poll() {
    if (assigned.isEmpty()) {
      LockSupport.parkNanos(POLL.toNanos());
      return ConsumerRecords.empty();
    }
    return consumer.poll(POLL);
  }

  private void startPartitions() {
    for (Start start = starts.peek(); start != null; start = starts.peek()) {
      begin(start);
      starts.remove();
      start.done().complete(null);
    }
  }

  private void begin(Start start) {
    TopicPartition partition = start.partition();
    if (assigned.contains(partition)) {
      return;
    }
    List<TopicPartition> all = new ArrayList<>(assigned);
    all.add(partition);
    consumer.assign(all);
    if (start.fromEarliest()) {
      consumer.seekToBeginning(List.of(partition));
    } else {
      consumer.seekToEnd(List.of(partition));
    }
    consumer.position(partition, POSITION_LIMIT);
    assigned.add(partition);
  }

  private void deliver(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (!deliver(record)) {
          consumer.seek(partition, record.offset());
          break;
        }
      }
    }
  }

  /** False if the record must be read again. */
  private boolean deliver(ConsumerRecord<byte[], byte[]> record) {
    try {
      decoder.decode(record).ifPresent(this::receive);
      return true;
    } catch (RegistrySilent e) {
      log.atWarn().addKeyValue("cause", e.getMessage()).log("the schema registry does not answer");
      LockSupport.parkNanos(PAUSE.toNanos());
      return false;
    }
  }

  private void receive(InferenceResponse response) {
    try {
      receiver.accept(response);
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("tenantId", response.getTenantId())
          .addKeyValue("error", e.getClass().getName())
          .log("a listener failed on a response");
    }
  }

  private void onError(RuntimeException e) {
    log.atWarn().addKeyValue("error", e.getClass().getName()).log("reading responses failed");
    if (e instanceof AuthorizationException || e instanceof AuthenticationException) {
      refused.accept((KafkaException) e);
      Start refusedStart = starts.poll();
      if (refusedStart != null) {
        refusedStart.done().completeExceptionally(e);
      }
    }
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  /** A partition to begin with. */
  private record Start(
      TopicPartition partition, boolean fromEarliest, CompletableFuture<Void> done) {}
}
