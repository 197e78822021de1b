package dev.barnabas.bench.pool;

import dev.barnabas.installation.Installation;
import dev.barnabas.schemas.Message;
import dev.barnabas.schemas.WorkItem;
import dev.barnabas.topics.RecordCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes work for worker-app as broker-app would, and counts what it reports. One thread. */
final class WorkSource {
  /** CallStarted and CallEnded. */
  static final int OUTCOMES_OF_A_CALL = 2;

  private final Installation installation;
  private final Admin admin;

  WorkSource(Installation installation, Admin admin) {
    this.installation = installation;
    this.admin = admin;
  }

  /** Writes items of a kilobyte; returns when the broker has them all. */
  void publish(int calls, String model, Instant deadline) {
    RecordCodec codec = new RecordCodec(installation.schemas());
    String topic = installation.names().work(WorkerHouse.PARTNER);
    try (var producer =
        new KafkaProducer<String, byte[]>(installation.kafka().producer("measurement"))) {
      for (int i = 0; i < calls; i++) {
        String attempt = UUID.randomUUID().toString();
        WorkItem item = item(attempt, i % installation.plan().homePartitions(), model, deadline);
        var _ = producer.send(new ProducerRecord<>(topic, attempt, codec.encode(item)));
      }
    }
  }

  private static WorkItem item(String attempt, int home, String model, Instant deadline) {
    return WorkItem.newBuilder()
        .setAttemptId(attempt)
        .setHomePartition(home)
        .setPartnerId(WorkerHouse.PARTNER)
        .setModel(model)
        .setMessages(
            List.of(
                Message.newBuilder()
                    .setRole("user")
                    .setContent("The order of <EMAIL_1> is late. ".repeat(30))
                    .build()))
        .setMaxOutputTokens(64)
        .setDeadline(deadline)
        .setLane("REALTIME")
        .setFlow("flow-" + home)
        .setPassThrough(Map.of())
        .setPolicyVersion(1)
        .setConfigurationVersion(1)
        .setDispatchedAt(Instant.now())
        .build();
  }

  /** Records on the outcomes topic, all partitions together. */
  long outcomes() throws InterruptedException, ExecutionException {
    String topic = installation.names().outcomes();
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, installation.plan().homePartitions())
            .mapToObj(p -> new TopicPartition(topic, p))
            .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }
}
