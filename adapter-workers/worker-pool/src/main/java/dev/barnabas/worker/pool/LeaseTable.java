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
  private final StartOrder order = new StartOrder();

  LeaseTable(List<PoolTopic> topics) {
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
        released.add(lease);
      }
    }
    return released;
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

  StartOrder order() {
    return order;
  }
}
