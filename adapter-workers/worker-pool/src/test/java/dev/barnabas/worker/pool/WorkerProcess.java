package dev.barnabas.worker.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A worker in a process of its own, which a test can stop and let go on. It tells a topic what it
 * does: {@code started v}, {@code ended v}, {@code handed-back v}. Values {@code gate-…} wait for
 * the line {@code gate} of the standard input before they ask their gate; values {@code long-…}
 * wait for the line {@code end} once they have started; {@code stop} stops the pool.
 */
final class WorkerProcess implements WorkHandler {

  private final Producer<byte[], byte[]> producer;
  private final String outcomes;
  private final CompletableFuture<Void> gate = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private WorkerProcess(Producer<byte[], byte[]> producer, String outcomes) {
    this.producer = producer;
    this.outcomes = outcomes;
  }

  /** Arguments: bootstrap servers, topic, group, topic of outcomes, group protocol. */
  public static void main(String[] arguments) throws Exception {
    Map<String, Object> broker = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    Map<String, Object> consumer =
        arguments[4].equals("consumer")
            ? Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                arguments[0],
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "consumer")
            : Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                arguments[0],
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                2_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                300);
    try (Producer<byte[], byte[]> producer =
            new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      WorkerProcess worker = new WorkerProcess(producer, arguments[3]);
      WorkerPool pool =
          new WorkerPool(
              PoolSettings.of(
                  "child", arguments[2], List.of(PoolTopic.realtime(arguments[1])), consumer),
              worker,
              new SimpleMeterRegistry());
      pool.start();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line) {
          case "gate" -> worker.gate.complete(null);
          case "end" -> worker.end.complete(null);
          case "stop" -> {
            pool.stop(Duration.ofSeconds(20)).toCompletableFuture().join();
            return;
          }
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
  }

  @Override
  public CompletionStage<Void> handle(WorkRecord record, StartGate start) {
    String value = LedgerHandler.value(record);
    if (value.startsWith("gate-")) {
      gate.join();
    }
    if (start.tryStart() == StartDecision.GRANTED) {
      tell("started " + value);
      if (value.startsWith("long-")) {
        end.join();
      }
      tell("ended " + value);
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> handBack(WorkRecord record, HandbackReason reason) {
    tell("handed-back " + LedgerHandler.value(record));
    return CompletableFuture.completedStage(null);
  }

  /** Returns when it is acknowledged. */
  private void tell(String outcome) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    var _ =
        producer.send(
            new ProducerRecord<>(outcomes, 0, null, outcome.getBytes(UTF_8)),
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.complete(null);
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    acknowledged.join();
  }
}
