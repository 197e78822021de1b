package dev.barnabas.worker.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a pool, the most urgent first, and which of them has the next start. Not safe for
 * several threads.
 */
final class Lanes {

  private final int guaranteedPercent;
  private final List<Lane> lanes;
  private final Map<String, Lane> byTopic = new HashMap<>();

  Lanes(List<PoolTopic> topics, int guaranteedPercent) {
    this.guaranteedPercent = guaranteedPercent;
    TreeMap<Integer, Lane> byPriority = new TreeMap<>();
    for (PoolTopic topic : topics) {
      byTopic.put(topic.name(), byPriority.computeIfAbsent(topic.priority(), _ -> new Lane()));
    }
    this.lanes = new ArrayList<>(byPriority.values());
  }

  /** Takes a record in that may start. */
  void add(LeasedRecord record) {
    laneOf(record.work().topic()).add(record);
  }

  boolean isEmpty() {
    return lanes.stream().allMatch(Lane::isEmpty);
  }

  /**
   * Takes the record whose turn it is; null if none may start.
   *
   * @param permits records that may run at the same time, over all lanes
   */
  @Nullable LeasedRecord next(int permits) {
    Lane chosen = null;
    Lane owed = null;
    for (Lane lane : lanes) {
      if (lane.isEmpty()) {
        continue;
      }
      if (chosen == null) {
        chosen = lane;
        continue;
      }
      lane.waitsBehind(guaranteedPercent);
      if (owed == null && lane.isOwed(guaranteedPercent, permits)) {
        owed = lane;
      }
    }
    if (owed != null) {
      owed.paid();
      return owed.next();
    }
    return chosen == null ? null : chosen.next();
  }

  /** Notes that a record that {@link #next} gave out no longer runs. */
  void ended(LeasedRecord record) {
    laneOf(record.work().topic()).ended(record);
  }

  /** Drops the records of a partition that have not started. */
  void remove(Lease lease) {
    laneOf(lease.partition().topic()).remove(lease);
  }

  private Lane laneOf(String topic) {
    Lane lane = byTopic.get(topic);
    if (lane == null) {
      throw new IllegalStateException("topic " + topic + " is not read by this pool");
    }
    return lane;
  }
}
