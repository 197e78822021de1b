package dev.barnabas.bench.pool;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Confluent's parallel-consumer, unordered. It ends when its process is killed. */
final class ParallelConsumerWorker {
  /** What the pool's commit interval is by default. */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(200);

  private ParallelConsumerWorker() {}

  static void run(WorkerArguments arguments, PaidWork work, boolean defaults)
      throws InterruptedException {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            ClientProperties.consumer(arguments.bootstrap(), arguments.topics().group()));
    var options =
        ParallelConsumerOptions.<byte[], byte[]>builder()
            .consumer(consumer)
            .ordering(ProcessingOrder.UNORDERED)
            .maxConcurrency(arguments.permits());
    ParallelConsumerOptions<byte[], byte[]> built =
        (defaults ? options : options.commitInterval(COMMIT_INTERVAL)).build();
    ComparedWorker.settings(built);
    ParallelStreamProcessor<byte[], byte[]> processor =
        ParallelStreamProcessor.createEosStreamProcessor(built);
    processor.subscribe(List.of(arguments.topics().work()));
    processor.poll(context -> work.perform(context.value()));
    new CountDownLatch(1).await();
  }
}
