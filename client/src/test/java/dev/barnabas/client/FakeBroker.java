package dev.barnabas.client;

import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.InferenceResponse;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.KafkaSettings;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Stands in for broker-app: answers each id once, in a transaction, after a transaction that it
 * aborts with a wrong answer.
 */
final class FakeBroker implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final RecordCodec codec;
  private final int partitions;
  private final Set<String> answered = new HashSet<>();
  private final Queue<ConsumerRecord<byte[], byte[]>> seen = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  FakeBroker(KafkaSettings kafka, RecordCodec codec, int partitions) {
    this.codec = codec;
    this.partitions = partitions;
    this.consumer = new KafkaConsumer<>(kafka.groupConsumer("fake", "fake"));
    Map<String, Object> settings = new HashMap<>(kafka.producer("fake"));
    settings.put("transactional.id", "fake");
    settings.put("transaction.timeout.ms", 10_000);
    this.producer = new KafkaProducer<>(settings);
    producer.initTransactions();
    consumer.subscribe(List.of("inference.requests"));
    this.thread = Thread.ofPlatform().name("fake-broker").start(this::run);
  }

  Queue<ConsumerRecord<byte[], byte[]>> seen() {
    return seen;
  }

  private void run() {
    try (consumer;
        producer) {
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          seen.add(record);
          if (codec.decode(record.value(), InferenceRequest.class)
              instanceof Parsed.Read<InferenceRequest>(var request)) {
            answer(request);
          }
        }
      }
    }
  }

  private void answer(InferenceRequest request) {
    if (!answered.add(
        request.getMetadata().getTenantId() + " " + request.getMetadata().getCorrelationId())) {
      return;
    }
    send(Responses.to(request, "aborted"));
    producer.abortTransaction();
    send(Responses.to(request, "answer to " + request.getPrompt()));
    producer.commitTransaction();
  }

  private void send(InferenceResponse response) {
    producer.beginTransaction();
    var _ =
        producer.send(
            new ProducerRecord<>(
                "inference.responses",
                HomePartition.of(response.getTenantId(), partitions),
                response.getCorrelationId(),
                codec.encode(response)));
    producer.flush();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join(Duration.ofSeconds(20));
  }
}
