package dev.barnabas.worker.app;

import dev.barnabas.topics.InMemorySchemas;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes records and acknowledges them: at once, when told to, or with a failure. */
final class RecordingSink implements RecordSink {
  final InMemorySchemas schemas = InMemorySchemas.ofProject();
  final RecordCodec codec = new RecordCodec(schemas);
  final List<ProducerRecord<String, byte[]>> sent = new CopyOnWriteArrayList<>();
  private final Queue<CompletableFuture<Void>> open = new ArrayDeque<>();
  private final Queue<Exception> failures = new ArrayDeque<>();
  private boolean holding;

  /** From now on nothing is acknowledged before {@link #acknowledge}. */
  synchronized void hold() {
    holding = true;
  }

  /** Acknowledges the oldest record that waits. */
  synchronized void acknowledge() {
    open.remove().complete(null);
  }

  /** Fails the next record. */
  synchronized void failNext(Exception failure) {
    failures.add(failure);
  }

  @Override
  public synchronized CompletionStage<Void> send(ProducerRecord<String, byte[]> record) {
    Exception failure = failures.poll();
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    sent.add(record);
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    if (holding) {
      open.add(acknowledged);
    } else {
      acknowledged.complete(null);
    }
    return acknowledged;
  }

  /** What was sent to a topic, of one type. */
  <T extends SpecificRecord> List<T> records(String topic, Class<T> type) {
    return sent.stream()
        .filter(record -> record.topic().equals(topic))
        .flatMap(record ->
            codec.decode(record.value(), type) instanceof Parsed.Read<T>(T read)
                ? List.of(read).stream()
                : List.<T>of().stream())
        .toList();
  }

  /** The simple names of everything sent to outcomes and fallback, in order. */
  List<String> outcomeTypes() {
    return sent.stream()
        .filter(
            record -> record.topic().endsWith(".outcomes") || record.topic().endsWith(".fallback"))
        .map(record -> codec.typeOf(record.value()).orElse("?"))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .toList();
  }
}
