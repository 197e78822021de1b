package dev.barnabas.worker.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * In which order partitions hand back: topics of a smaller priority number first, and among equals
 * one record per partition in turn. Not safe for several threads.
 */
final class HandBackOrder {

  private final NavigableMap<Integer, Deque<Lease>> turns = new TreeMap<>();

  void add(Lease lease, int priority) {
    turns.computeIfAbsent(priority, _ -> new ArrayDeque<>()).addLast(lease);
  }

  void remove(Lease lease) {
    turns.values().forEach(turn -> turn.remove(lease));
  }

  /** The partition whose turn it is among those that pass the test; it then goes to the end. */
  @Nullable Lease next(Predicate<Lease> test) {
    for (Deque<Lease> turn : turns.values()) {
      for (int tried = turn.size(); tried > 0; tried--) {
        Lease lease = turn.removeFirst();
        turn.addLast(lease);
        if (test.test(lease)) {
          return lease;
        }
      }
    }
    return null;
  }
}
