package dev.barnabas.cli.close;

import dev.barnabas.cli.ledger.CloseRecords;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.records.Cluster;
import dev.barnabas.schemas.AuditRecord;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes a close in one transaction: all of its records or none. Of two writers at a time the later
 * ends the earlier, so what it reads after it was opened is all that the earlier one wrote. The key
 * is the record's subject: a tenant, or the month. One thread.
 */
public final class CloseWriter implements AutoCloseable {
  private static final String TRANSACTIONAL_ID = "barnabas-close";

  private final KafkaProducer<String, byte[]> producer;
  private final RecordCodec codec;
  private final String topic;

  private CloseWriter(KafkaProducer<String, byte[]> producer, RecordCodec codec, String topic) {
    this.producer = producer;
    this.codec = codec;
    this.topic = topic;
  }

  /** Ends an earlier writer and opens this one. */
  public static CloseWriter open(Cluster cluster) {
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            cluster.kafka().transactionalProducer(TRANSACTIONAL_ID, TRANSACTIONAL_ID));
    try {
      producer.initTransactions();
      return new CloseWriter(producer, new RecordCodec(cluster.schemas()), cluster.names().audit());
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /** Writes it. After a failure nothing of it stands. */
  public void write(MonthClose close) throws InterruptedException, ExecutionException {
    int partitions = producer.partitionsFor(topic).size();
    producer.beginTransaction();
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (AuditRecord record : CloseRecords.of(close)) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    topic,
                    HomePartition.of(record.getSubject(), partitions),
                    record.getSubject(),
                    codec.encode(record))));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
      producer.commitTransaction();
    } catch (ExecutionException | InterruptedException e) {
      producer.abortTransaction();
      throw e;
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
