package dev.barnabas.cli.reprice;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.CloudEventHeaders;
import dev.barnabas.topics.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes corrections in transactions. Of two writers at a time the later ends the earlier, so what
 * it reads after it was opened is all that the earlier one wrote. One thread.
 */
public final class CorrectionsWriter implements AutoCloseable {
  private static final String SOURCE = "/barnabas/reprice";
  private static final String TRANSACTIONAL_ID = "barnabas-reprice";

  /** Far below what a transaction's time allows. */
  private static final int PER_TRANSACTION = 500;

  private final KafkaProducer<String, byte[]> producer;
  private final RecordCodec codec;
  private final String topic;

  private CorrectionsWriter(
      KafkaProducer<String, byte[]> producer, RecordCodec codec, String topic) {
    this.producer = producer;
    this.codec = codec;
    this.topic = topic;
  }

  /** Ends an earlier writer and opens this one. */
  public static CorrectionsWriter open(Cluster cluster) {
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            cluster.kafka().transactionalProducer(TRANSACTIONAL_ID, TRANSACTIONAL_ID));
    try {
      producer.initTransactions();
      return new CorrectionsWriter(
          producer, new RecordCodec(cluster.schemas()), cluster.names().metering());
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /**
   * Writes events, each to its partition. After a failure some of them stand and the others do not;
   * to plan and write again writes those.
   */
  public void write(List<RepricingPlan.Correction> corrections, CorrectionEvents events)
      throws InterruptedException, ExecutionException {
    for (int from = 0; from < corrections.size(); from += PER_TRANSACTION) {
      int to = Math.min(corrections.size(), from + PER_TRANSACTION);
      producer.beginTransaction();
      try {
        send(corrections.subList(from, to), events);
        producer.commitTransaction();
      } catch (ExecutionException | InterruptedException e) {
        producer.abortTransaction();
        throw e;
      }
    }
  }

  private void send(List<RepricingPlan.Correction> corrections, CorrectionEvents events)
      throws InterruptedException, ExecutionException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (RepricingPlan.Correction correction : corrections) {
      UsageEvent event = events.of(correction);
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topic,
                  correction.partition(),
                  event.getTenantId(),
                  codec.encode(event),
                  CloudEventHeaders.of(event, SOURCE))));
    }
    for (Future<RecordMetadata> acknowledgement : sent) {
      acknowledgement.get();
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
