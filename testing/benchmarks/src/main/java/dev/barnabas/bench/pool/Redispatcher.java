package dev.barnabas.bench.pool;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * In broker-app's place: decides what becomes of a record that was given back. With a result, the
 * call was made and nothing is to do; without one the call may have been made, and it is sent anew
 * as the next attempt, once. A thread of its own, until it is closed.
 */
final class Redispatcher implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final RunTopics topics;
  private final TopicPartition givenBack;
  private final TopicPartition results;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Set<Integer> answered = new HashSet<>();
  private final Set<CallOrder> decided = new HashSet<>();
  private final Set<CallOrder> sentAnew = ConcurrentHashMap.newKeySet();
  private final AtomicInteger received = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closing;

  Redispatcher(String bootstrap, RunTopics topics) {
    this.topics = topics;
    this.givenBack = new TopicPartition(topics.givenBack(), 0);
    this.results = new TopicPartition(topics.results(), 0);
    this.consumer =
        new KafkaConsumer<>(ClientProperties.consumer(bootstrap, "dispatcher." + topics.run()));
    this.producer = new KafkaProducer<>(ClientProperties.producer(bootstrap));
    this.thread = Thread.ofPlatform().name("redispatcher-" + topics.run()).start(this::run);
  }

  /** Records given back so far, repeats of the same one included, each decided. */
  int received() {
    return received.get();
  }

  /** The attempts that were sent anew: each has the dispatcher's word. */
  Set<CallOrder> sentAnew() {
    return Set.copyOf(sentAnew);
  }

  private void run() {
    consumer.assign(List.of(givenBack, results));
    consumer.seekToBeginning(List.of(givenBack, results));
    while (!closing) {
      var records = consumer.poll(POLL);
      records.records(results).forEach(record -> answered.add(order(record).id()));
      List<ConsumerRecord<byte[], byte[]>> back = records.records(givenBack);
      if (!back.isEmpty()) {
        readResults();
        back.forEach(record -> decide(order(record)));
        received.addAndGet(back.size());
      }
    }
  }

  /** All results that were published before what was just given back. */
  private void readResults() {
    long end = consumer.endOffsets(List.of(results)).getOrDefault(results, 0L);
    consumer.pause(List.of(givenBack));
    while (consumer.position(results) < end) {
      consumer.poll(POLL).records(results).forEach(record -> answered.add(order(record).id()));
    }
    consumer.resume(List.of(givenBack));
  }

  private void decide(CallOrder order) {
    if (!decided.add(order) || answered.contains(order.id())) {
      return;
    }
    CallOrder next = order.again();
    int partition = next.id() % RunTopics.PARTITIONS;
    try {
      var _ =
          producer.send(new ProducerRecord<>(topics.work(), partition, null, next.bytes())).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("not sent anew: " + next, e);
    }
    sentAnew.add(next);
  }

  private static CallOrder order(ConsumerRecord<byte[], byte[]> record) {
    return CallOrder.parse(record.value());
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join();
    consumer.close();
    producer.close();
  }
}
