package dev.barnabas.bench;

import dev.barnabas.installation.Installation;
import dev.barnabas.schemas.CallEnded;
import dev.barnabas.schemas.CallStarted;
import dev.barnabas.schemas.InferenceRequest;
import dev.barnabas.schemas.RequestMetadata;
import dev.barnabas.schemas.Usage;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.HomePartition;
import dev.barnabas.topics.Parsed;
import dev.barnabas.topics.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Tenants and a worker that answers at once, as fast as Kafka takes their records. One thread. */
final class BrokerLoad implements AutoCloseable {
  private static final int TENANTS = 32;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String PROMPT =
      "Order %d of jane.doe@example.com is late. What do we write to her? Be brief, be kind, name"
          + " the new date and offer a voucher. "
          + "The customer has been with us for years. ".repeat(18);

  private final Installation installation;
  private final RecordCodec codec;
  private final KafkaProducer<String, byte[]> producer;

  BrokerLoad(Installation installation) {
    this.installation = installation;
    this.codec = new RecordCodec(installation.schemas());
    Map<String, Object> settings = new HashMap<>(installation.kafka().producer("measurement"));
    settings.put("linger.ms", 5);
    this.producer = new KafkaProducer<>(settings);
  }

  /** Publishes requests of about a kilobyte, and waits until all are acknowledged. */
  void submit(String prefix, int count, String model) {
    for (int i = 0; i < count; i++) {
      String tenant = "tenant-" + i % TENANTS;
      send(
          installation.names().requests(),
          HomePartition.of(tenant, installation.plan().homePartitions()),
          tenant,
          InferenceRequest.newBuilder()
              .setModelId(model)
              .setPrompt(PROMPT.formatted(i))
              .setMetadata(
                  RequestMetadata.newBuilder()
                      .setTenantId(tenant)
                      .setCorrelationId(prefix + i + "-" + UUID.randomUUID())
                      .build())
              .build());
    }
    producer.flush();
  }

  /** Publishes one request for each home partition that nobody can route. */
  void probe() {
    for (int partition = 0; partition < installation.plan().homePartitions(); partition++) {
      String tenant = tenantAt(partition);
      send(
          installation.names().requests(),
          partition,
          tenant,
          InferenceRequest.newBuilder()
              .setModelId("nobody-has-it")
              .setPrompt("probe")
              .setMetadata(
                  RequestMetadata.newBuilder()
                      .setTenantId(tenant)
                      .setCorrelationId(UUID.randomUUID().toString())
                      .build())
              .build());
    }
    producer.flush();
  }

  private String tenantAt(int partition) {
    int i = 0;
    while (HomePartition.of("probe-" + i, installation.plan().homePartitions()) != partition) {
      i++;
    }
    return "probe-" + i;
  }

  /** Answers work items from a position on, until so many were answered. */
  void answer(Map<TopicPartition, Long> from, int count) {
    int answered = 0;
    try (var consumer = new KafkaConsumer<byte[], byte[]>(installation.kafka().reader("worker"))) {
      consumer.assign(from.keySet());
      from.forEach(consumer::seek);
      while (answered < count) {
        for (var record : consumer.poll(POLL)) {
          if (codec.decode(record.value(), WorkItem.class)
              instanceof Parsed.Read<WorkItem>(WorkItem item)) {
            answer(item);
            answered++;
          }
        }
      }
    }
    producer.flush();
  }

  private void answer(WorkItem item) {
    String callId = UUID.randomUUID().toString();
    Instant now = Instant.now();
    outcome(
        item,
        new CallStarted(
            item.getAttemptId(),
            callId,
            item.getHomePartition(),
            item.getPartnerId(),
            0,
            now,
            30_000L,
            "measurement"));
    outcome(
        item,
        CallEnded.newBuilder()
            .setAttemptId(item.getAttemptId())
            .setCallId(callId)
            .setHomePartition(item.getHomePartition())
            .setPartnerId(item.getPartnerId())
            .setOutcome("SUCCESS")
            .setContent("We are sorry, <EMAIL_1>. It comes on Monday.")
            .setFinishReason("stop")
            .setUsage(Usage.newBuilder().setInputTokens(200L).setOutputTokens(20L).build())
            .setStartedAt(now)
            .setEndedAt(now)
            .setWorkerId("measurement")
            .build());
  }

  private void outcome(WorkItem item, SpecificRecord record) {
    send(installation.names().outcomes(), item.getHomePartition(), item.getAttemptId(), record);
  }

  private void send(String topic, int partition, String key, SpecificRecord record) {
    var _ = producer.send(new ProducerRecord<>(topic, partition, key, codec.encode(record)));
  }

  /** The end of a topic's partitions, as a reader of committed records sees it. */
  Map<TopicPartition, Long> ends(String topic) {
    try (var reader = new KafkaConsumer<byte[], byte[]>(installation.kafka().reader("ends"))) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      return reader.endOffsets(partitions);
    }
  }

  /** Counts a topic's committed records from a position on, until there are so many. */
  void await(Map<TopicPartition, Long> from, int count) {
    try (var reader = new KafkaConsumer<byte[], byte[]>(installation.kafka().reader("await"))) {
      reader.assign(from.keySet());
      from.forEach(reader::seek);
      int seen = 0;
      while (seen < count) {
        seen += reader.poll(POLL).count();
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
