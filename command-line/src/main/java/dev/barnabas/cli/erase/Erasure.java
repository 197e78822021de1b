package dev.barnabas.cli.erase;

import dev.barnabas.cli.records.Cluster;
import dev.barnabas.cli.records.RecordReading;
import dev.barnabas.cli.records.TopicReading;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.schemas.Decision;
import dev.barnabas.schemas.TenantErased;
import dev.barnabas.topics.ControlProof;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.RecordCodec;
import dev.barnabas.topics.RegistrySchemas;
import dev.barnabas.vocabulary.DecisionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Asks broker-app to erase a tenant's key, and waits for its decision. One use. */
public final class Erasure {
  private static final Duration PAUSE = Duration.ofMillis(300);

  /** The broker's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Cluster cluster;
  private final RegistrySchemas schemas;
  private final String tenant;

  /** Of a tenant. */
  public Erasure(Cluster cluster, String tenant) {
    this.cluster = cluster;
    this.schemas = cluster.schemas();
    this.tenant = tenant;
  }

  /**
   * Writes the record.
   *
   * @param masterKey broker-app's
   * @param by who asks
   * @param now when
   * @param bound how long Kafka may take
   */
  public void ask(byte[] masterKey, String by, Instant now, Duration bound)
      throws ExecutionException, InterruptedException {
    TenantErased record = new TenantErased(tenant, now, by);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(cluster.kafka().producer("barnabas-erase"))) {
      String topic = cluster.names().control();
      int partitions = producer.partitionsFor(topic).size();
      ProducerRecord<String, byte[]> sent =
          new ProducerRecord<>(
              topic,
              HomePartition.of(tenant, partitions),
              tenant,
              new RecordCodec(schemas).encode(record));
      ControlProof.add(sent.headers(), masterKey, record);
      var _ = producer.send(sent).get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw CommandException.unavailable(
          "Kafka did not take it within " + bound.toSeconds() + " s");
    }
  }

  /**
   * Waits for broker-app's decision.
   *
   * @param asked when it was asked for
   * @throws CommandException if there is none within the bound
   */
  public void await(Instant asked, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (System.nanoTime() < deadline) {
      if (decided(asked)) {
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw CommandException.wrong(
        "asked for, and not done after %d s: broker-app is not running, or has another key;"
                .formatted(bound.toSeconds())
            + " `dead-letters list` says which");
  }

  private boolean decided(Instant asked) {
    RecordReading reading = new RecordReading(schemas);
    AtomicBoolean found = new AtomicBoolean();
    try (TopicReading topics =
        TopicReading.open(cluster, List.of(cluster.names().decisions()), asked.minus(SKEW))) {
      topics.toEnd(record ->
          reading
              .read(record, Decision.class)
              .filter(decision -> decision.getKind().equals(DecisionKind.TENANT_ERASED.name()))
              .filter(decision -> decision.getTenantId().equals(tenant))
              .filter(decision -> !decision.getNow().isBefore(asked.minus(SKEW)))
              .ifPresent(_ -> found.set(true)));
    }
    return found.get();
  }

  /** The text that a key file begins with, as a key. */
  public static byte[] masterKey(String file, String content) {
    String first = content.lines().findFirst().orElse("").strip();
    if (!first.matches("[0-9a-f]{64}")) {
      throw CommandException.wrong(file + " holds no key: 64 hexadecimal digits are needed");
    }
    return HexFormat.of().parseHex(first);
  }
}
