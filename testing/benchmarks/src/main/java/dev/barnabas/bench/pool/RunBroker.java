package dev.barnabas.bench.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;

/** The broker as a run sees it from outside of the worker: its topics and its group. One thread. */
final class RunBroker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LEADERS = Duration.ofSeconds(30);

  private final String bootstrap;
  private final RunTopics topics;
  private final Admin admin;

  RunBroker(String bootstrap, RunTopics topics) {
    this.bootstrap = bootstrap;
    this.topics = topics;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  void createTopics() throws ExecutionException, InterruptedException {
    admin
        .createTopics(
            List.of(
                new NewTopic(topics.work(), RunTopics.PARTITIONS, (short) 1),
                new NewTopic(topics.results(), 1, (short) 1),
                new NewTopic(topics.givenBack(), 1, (short) 1)))
        .all()
        .get();
    awaitLeaders(topics.work(), RunTopics.PARTITIONS);
    awaitLeaders(topics.results(), 1);
    awaitLeaders(topics.givenBack(), 1);
  }

  /**
   * Waits until the leaders answer. Before, a producer's first batch may be refused and its second
   * taken, and the first is then out of sequence for ever.
   */
  private void awaitLeaders(String topic, int partitions)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + LEADERS.toNanos();
    while (true) {
      try {
        var _ = ends(topic, partitions);
        return;
      } catch (ExecutionException failed) {
        if (!(failed.getCause() instanceof RetriableException)
            || System.nanoTime() - deadline > 0) {
          throw failed;
        }
        Thread.sleep(POLL);
      }
    }
  }

  /** Publishes values to the partitions in turn, and waits until all are acknowledged. */
  void publish(List<byte[]> values) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(ClientProperties.producer(bootstrap))) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        int partition = i % RunTopics.PARTITIONS;
        sent.add(
            producer.send(new ProducerRecord<>(topics.work(), partition, null, values.get(i))));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }

  /** Whether the group is settled and its members own every partition. */
  boolean groupOwnsAll() throws ExecutionException, InterruptedException {
    try {
      return admin.describeConsumerGroups(List.of(topics.group())).all().get().values().stream()
          .anyMatch(RunBroker::ownsAll);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw failed;
    }
  }

  private static boolean ownsAll(ConsumerGroupDescription group) {
    int owned =
        group.members().stream()
            .mapToInt(member -> member.assignment().topicPartitions().size())
            .sum();
    return group.groupState() == GroupState.STABLE && owned == RunTopics.PARTITIONS;
  }

  /** Records of the work topic that the group has not committed as finished. */
  long uncommitted() throws ExecutionException, InterruptedException {
    var committed =
        admin.listConsumerGroupOffsets(topics.group()).partitionsToOffsetAndMetadata().get();
    long left = 0;
    for (Map.Entry<TopicPartition, Long> end :
        ends(topics.work(), RunTopics.PARTITIONS).entrySet()) {
      var offset = committed.get(end.getKey());
      left += end.getValue() - (offset == null ? 0 : offset.offset());
    }
    return left;
  }

  /** How many records were ever written to the topic of what was given back. */
  long givenBack() throws ExecutionException, InterruptedException {
    return ends(topics.givenBack(), 1).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The ids of calls with a result. */
  Set<Integer> results() throws ExecutionException, InterruptedException {
    TopicPartition partition = new TopicPartition(topics.results(), 0);
    long end = ends(topics.results(), 1).getOrDefault(partition, 0L);
    Set<Integer> ids = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(ClientProperties.consumer(bootstrap, "results." + topics.run()))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(record -> ids.add(CallOrder.parse(record.value()).id()));
      }
    }
    return ids;
  }

  private Map<TopicPartition, Long> ends(String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), _ -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(latest).all().get().forEach((p, end) -> ends.put(p, end.offset()));
    return ends;
  }

  @Override
  public void close() {
    admin.close();
  }
}
