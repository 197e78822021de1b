package dev.barnabas.worker.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The records of one flow that may start, and how many of it run. Partitions take turns, each in
 * its own order. Not safe for several threads.
 */
final class FlowQueue {

  final String key;

  /** Starts left in the flow's turn. */
  int deficit;

  /** Its records that run. */
  int running;

  /** Its part against the other flows' weights. */
  int weight = 1;

  private final Map<Lease, Deque<LeasedRecord>> ready = new LinkedHashMap<>();

  FlowQueue(String key) {
    this.key = key;
  }

  void add(LeasedRecord record) {
    ready.computeIfAbsent(record.lease(), _ -> new ArrayDeque<>()).addLast(record);
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /** Takes the next record; only while there is one. */
  LeasedRecord next() {
    Map.Entry<Lease, Deque<LeasedRecord>> turn = ready.entrySet().iterator().next();
    Lease lease = turn.getKey();
    Deque<LeasedRecord> records = turn.getValue();
    LeasedRecord record = records.removeFirst();
    ready.remove(lease);
    if (!records.isEmpty()) {
      ready.put(lease, records);
    }
    return record;
  }

  /** Takes the records of a partition out; returns how many there were. */
  int remove(Lease lease) {
    Deque<LeasedRecord> removed = ready.remove(lease);
    return removed == null ? 0 : removed.size();
  }
}
