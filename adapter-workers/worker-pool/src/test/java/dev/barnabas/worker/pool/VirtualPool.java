package dev.barnabas.worker.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A pool of lanes and leases without Kafka, threads and time: calls take as long as they are told,
 * and commits are acknowledged at once. Each topic has one partition, which all flows share.
 */
final class VirtualPool {

  static final String REALTIME = "work";
  static final String BULK = "work.bulk";

  /** A call that ended: whose it was, where it lay, and the seconds it arrived, started, ended. */
  record Call(
      String flow, String topic, int partition, double arrived, double started, double ended) {

    double waited() {
      return started - arrived;
    }
  }

  private record Arrival(String topic, Flow flow, double at, double length) {}

  private record Ending(LeasedRecord record, double at) {}

  private final int permits;
  private final Lanes lanes;
  private final BackPressure pressure = new BackPressure(500, 10_000);
  private final Map<String, Lease> leases = new HashMap<>();
  private final Map<String, List<Arrival>> logs = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparingDouble(Arrival::at));
  private final PriorityQueue<Ending> endings =
      new PriorityQueue<>(Comparator.comparingDouble(Ending::at));
  private final Map<LeasedRecord, Call> running = new HashMap<>();
  private final List<Call> ended = new ArrayList<>();
  private final Map<String, Arrival> endless = new HashMap<>();
  private double now;

  /**
   * An idle pool.
   *
   * @param fair whether flows are told apart
   */
  VirtualPool(int permits, int guaranteedPercent, boolean fair) {
    this.permits = permits;
    this.lanes =
        new Lanes(List.of(PoolTopic.realtime(REALTIME), PoolTopic.bulk(BULK)), guaranteedPercent);
    for (String topic : List.of(REALTIME, BULK)) {
      Function<WorkRecord, Flow> flows =
          record -> fair ? logs.get(topic).get((int) record.offset()).flow() : Flow.COMMON;
      leases.put(
          topic,
          new Lease(new TopicPartition(topic, 0), Inheritance.none(), 500, flows, () -> true));
      logs.put(topic, new ArrayList<>());
      positions.put(topic, 0);
    }
  }

  /** A record that arrives at a time and whose call takes so many seconds. */
  void arrive(String topic, Flow flow, double at, double length) {
    arrivals.add(new Arrival(topic, flow, at, length));
  }

  /** A flow that floods: so many records are unfinished at any time, a new one for each ended. */
  void flood(String topic, Flow flow, int unfinished, double length) {
    endless.put(flow.key(), new Arrival(topic, flow, 0, length));
    for (int index = 0; index < unfinished; index++) {
      arrive(topic, flow, 0, length * (1 + index % 10 / 100.0));
    }
  }

  /** Runs for so many seconds; returns the calls that ended. */
  List<Call> run(double seconds) {
    while (now < seconds && !(arrivals.isEmpty() && endings.isEmpty())) {
      double arrival = arrivals.isEmpty() ? Double.MAX_VALUE : arrivals.peek().at();
      double ending = endings.isEmpty() ? Double.MAX_VALUE : endings.peek().at();
      now = Math.min(arrival, ending);
      while (!arrivals.isEmpty() && arrivals.peek().at() <= now) {
        Arrival next = arrivals.remove();
        logs.get(next.topic()).add(next);
      }
      while (!endings.isEmpty() && endings.peek().at() <= now) {
        end(endings.remove().record());
      }
      turn();
    }
    return ended;
  }

  /** How many calls of a flow run. */
  long running(String flow) {
    return running.values().stream().filter(call -> call.flow().equals(flow)).count();
  }

  private void end(LeasedRecord record) {
    Call call = running.remove(record);
    assertThat(call).isNotNull();
    ended.add(call);
    lanes.ended(record);
    record.lease().finished(record);
    Arrival again = endless.get(call.flow());
    if (again != null) {
      logs.get(again.topic())
          .add(new Arrival(again.topic(), again.flow(), now, call.ended() - call.started()));
    }
  }

  private void turn() {
    for (Lease lease : leases.values()) {
      fetch(lease);
      LeaseCommit commit = lease.commit();
      if (commit != null) {
        lease.acknowledged(commit);
      }
      for (LeasedRecord next = lease.admit(); next != null; next = lease.admit()) {
        lanes.add(next);
      }
    }
    while (running.size() < permits) {
      LeasedRecord record = lanes.next(permits);
      if (record == null) {
        return;
      }
      record.lease().start(record);
      Arrival arrival = logs.get(record.work().topic()).get((int) record.work().offset());
      double end = now + arrival.length();
      running.put(
          record,
          new Call(
              arrival.flow().key(),
              record.work().topic(),
              record.work().partition(),
              arrival.at(),
              now,
              end));
      endings.add(new Ending(record, end));
    }
  }

  private void fetch(Lease lease) {
    String topic = lease.partition().topic();
    List<Arrival> log = logs.get(topic);
    int position = positions.get(topic);
    if (position == log.size() || lease.pauses(pressure, false)) {
      return;
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    int next = Math.min(log.size(), position + 500);
    for (int offset = position; offset < next; offset++) {
      records.add(
          new ConsumerRecord<>(
              topic, 0, offset, new byte[0], log.get(offset).flow().key().getBytes(UTF_8)));
    }
    lease.fetched(records, next);
    positions.put(topic, next);
  }
}
