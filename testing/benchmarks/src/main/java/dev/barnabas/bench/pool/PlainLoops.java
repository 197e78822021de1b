package dev.barnabas.bench.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The consumer loops that a careful user writes by hand. They end when their process is killed. */
final class PlainLoops {
  private static final Duration POLL = Duration.ofMillis(100);

  /** So that a poll of the longest calls stays within max.poll.interval.ms, 5 minutes. */
  private static final int RECORDS_OF_A_POLL = 4;

  private PlainLoops() {}

  /** Commits each record when its result is acknowledged: a crash repeats one call at most. */
  static void oneAfterTheOther(WorkerArguments arguments, PaidWork work) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(arguments, RECORDS_OF_A_POLL)) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          work.perform(record.value());
          consumer.commitSync(
              Map.of(
                  new TopicPartition(record.topic(), record.partition()),
                  new OffsetAndMetadata(record.offset() + 1)));
        }
      }
    }
  }

  /** Gives each record of a poll to a thread, waits for the last, commits, and polls again. */
  static void aPollAtATime(WorkerArguments arguments, PaidWork work) throws InterruptedException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(arguments, arguments.permits());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        List<Future<?>> calls = new ArrayList<>();
        records.forEach(record -> calls.add(threads.submit(() -> work.perform(record.value()))));
        for (Future<?> call : calls) {
          await(call);
        }
        if (!calls.isEmpty()) {
          consumer.commitSync();
        }
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(WorkerArguments arguments, int records) {
    Map<String, Object> properties =
        new HashMap<>(ClientProperties.consumer(arguments.bootstrap(), arguments.topics().group()));
    properties.put("max.poll.records", Integer.toString(records));
    ComparedWorker.settings(properties);
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
    consumer.subscribe(List.of(arguments.topics().work()));
    return consumer;
  }

  private static void await(Future<?> call) throws InterruptedException {
    try {
      var _ = call.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call failed", e);
    }
  }
}
