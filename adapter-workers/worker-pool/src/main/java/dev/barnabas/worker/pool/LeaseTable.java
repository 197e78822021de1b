package dev.barnabas.worker.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions this worker owns. Changed by rebalances only; the poll thread alone uses it. */
final class LeaseTable {

  private final Map<String, Integer> priorities;
  private final Map<TopicPartition, Lease> held = new HashMap<>();
  private final Set<TopicPartition> unopened = new HashSet<>();
  private final HandBackOrder order = new HandBackOrder();
  private final Lanes lanes;

  LeaseTable(List<PoolTopic> topics, Fairness fairness) {
    this.lanes = new Lanes(topics, fairness.guaranteedPercent());
    this.priorities =
        topics.stream().collect(Collectors.toMap(PoolTopic::name, PoolTopic::priority));
  }

  /** Assigned partitions, of which it is not yet known what was committed. */
  void assign(Collection<TopicPartition> partitions) {
    unopened.addAll(partitions);
  }

  Set<TopicPartition> unopened() {
    return Set.copyOf(unopened);
  }

  void open(Lease lease) {
    unopened.remove(lease.partition());
    held.put(lease.partition(), lease);
    order.add(lease, priorities.getOrDefault(lease.partition().topic(), Integer.MAX_VALUE));
  }

  /** Takes partitions out; returns the leases of those that were open. */
  List<Lease> release(Collection<TopicPartition> partitions) {
    List<Lease> released = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      unopened.remove(partition);
      Lease lease = held.remove(partition);
      if (lease != null) {
        order.remove(lease);
        lanes.remove(lease);
        released.add(lease);
      }
    }
    return released;
  }

  /** Ends all starting: what waits is dropped, what runs and has not started is withdrawn. */
  void withdrawAll() {
    for (Lease lease : held.values()) {
      lanes.remove(lease);
      lease.withdraw();
    }
  }

  /** Takes every partition out. */
  List<Lease> releaseAll() {
    unopened.clear();
    return release(List.copyOf(held.keySet()));
  }

  @Nullable Lease lease(TopicPartition partition) {
    return held.get(partition);
  }

  Collection<Lease> held() {
    return held.values();
  }

  /** Bytes of keys and values that wait, over all partitions. */
  long waitingBytes() {
    long bytes = 0;
    for (Lease lease : held.values()) {
      bytes += lease.waitingBytes();
    }
    return bytes;
  }

  /** What may start, and in which order. */
  Lanes lanes() {
    return lanes;
  }

  HandBackOrder handBackOrder() {
    return order;
  }
}
