package dev.barnabas.worker.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where records of ours go. Thread-safe. */
@FunctionalInterface
interface RecordSink {

  /** Sends a record; completes when all in-sync replicas have it, fails when they may not. */
  CompletionStage<Void> send(ProducerRecord<String, byte[]> record);

  /** A Kafka topic. */
  static RecordSink of(Producer<String, byte[]> producer) {
    return record -> {
      CompletableFuture<Void> acknowledged = new CompletableFuture<>();
      try {
        var _ =
            producer.send(
                record,
                (metadata, failure) -> {
                  if (failure == null) {
                    acknowledged.complete(null);
                  } else {
                    acknowledged.completeExceptionally(failure);
                  }
                });
      } catch (RuntimeException e) {
        acknowledged.completeExceptionally(e);
      }
      return acknowledged;
    };
  }
}
