package dev.barnabas.cli.ledger;

import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.topics.CloudEventHeaders;
import dev.barnabas.topics.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes usage events in transactions. Of two writers of one name at a time the later ends the
 * earlier, so what it reads after it was opened is all that the earlier one wrote. One thread.
 */
public final class MeteringWriter implements AutoCloseable {
  /** Far below what a transaction's time allows. */
  private static final int PER_TRANSACTION = 500;

  private final KafkaProducer<String, byte[]> producer;
  private final RecordCodec codec;
  private final String topic;
  private final String source;

  /**
   * An event and where it goes.
   *
   * @param partition its tenant's home
   * @param event what is written
   */
  public record Placed(int partition, UsageEvent event) {
    /** Refuses null. */
    public Placed {
      requireNonNull(event, "event");
    }
  }

  private MeteringWriter(
      KafkaProducer<String, byte[]> producer, RecordCodec codec, String topic, String source) {
    this.producer = producer;
    this.codec = codec;
    this.topic = topic;
    this.source = source;
  }

  /**
   * Ends an earlier writer and opens this one.
   *
   * @param name of the tool, such as {@code reprice}: its TransactionalId is {@code
   *     barnabas-reprice}, its events' source {@code /barnabas/reprice}
   */
  public static MeteringWriter open(Cluster cluster, String name) {
    String id = "barnabas-" + name;
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(cluster.kafka().transactionalProducer(id, id));
    try {
      producer.initTransactions();
      return new MeteringWriter(
          producer,
          new RecordCodec(cluster.schemas()),
          cluster.names().metering(),
          "/barnabas/" + name);
    } catch (RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /**
   * Writes the events of some items, {@value #PER_TRANSACTION} to a transaction. After a failure
   * some transactions stand and the others do not; to plan and write again writes those.
   */
  public <T> void write(List<T> items, Function<T, Placed> events)
      throws InterruptedException, ExecutionException {
    for (int from = 0; from < items.size(); from += PER_TRANSACTION) {
      int to = Math.min(items.size(), from + PER_TRANSACTION);
      producer.beginTransaction();
      try {
        send(items.subList(from, to), events);
        producer.commitTransaction();
      } catch (ExecutionException | InterruptedException e) {
        producer.abortTransaction();
        throw e;
      }
    }
  }

  private <T> void send(List<T> items, Function<T, Placed> events)
      throws InterruptedException, ExecutionException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (T item : items) {
      Placed placed = events.apply(item);
      UsageEvent event = placed.event();
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topic,
                  placed.partition(),
                  event.getTenantId(),
                  codec.encode(event),
                  CloudEventHeaders.of(event, source))));
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
