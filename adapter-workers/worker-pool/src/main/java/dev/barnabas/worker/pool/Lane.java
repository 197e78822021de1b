package dev.barnabas.worker.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of one priority that may start, by flow. {@link Fairness} has the rule; the order is
 * a list of the flows that wait, the one whose turn it is first. A flow that neither waits nor runs
 * is forgotten, so that nobody saves starts up. Not safe for several threads.
 */
final class Lane {

  private static final int FULL_CREDIT = 100;

  private final Map<String, FlowQueue> flows = new HashMap<>();
  private final List<FlowQueue> waiting = new ArrayList<>();
  private long weights;
  private int ready;
  private int running;
  private int credit;

  /** Takes a record in that may start. */
  void add(LeasedRecord record) {
    Flow flow = record.flow();
    FlowQueue queue = flows.computeIfAbsent(flow.key(), this::appear);
    weights += flow.weight() - queue.weight;
    queue.weight = flow.weight();
    if (queue.isEmpty()) {
      waiting.add(queue);
    }
    queue.add(record);
    ready++;
  }

  boolean isEmpty() {
    return ready == 0;
  }

  /** Takes the record whose turn it is; null if none waits. It counts as running from now on. */
  @Nullable LeasedRecord next() {
    if (ready == 0) {
      return null;
    }
    int turn = firstBelowItsPart();
    FlowQueue queue = waiting.get(turn);
    if (queue.deficit < 1) {
      queue.deficit += queue.weight;
    }
    LeasedRecord record = queue.next();
    queue.deficit--;
    queue.running++;
    ready--;
    running++;
    if (queue.isEmpty()) {
      queue.deficit = 0;
      waiting.remove(turn);
    } else if (queue.deficit < 1) {
      waiting.remove(turn);
      waiting.add(queue);
    }
    if (ready == 0) {
      credit = 0;
    }
    return record;
  }

  /** Notes that a record that {@link #next} gave out no longer runs. */
  void ended(LeasedRecord record) {
    FlowQueue queue = flows.get(record.flow().key());
    if (queue != null) {
      running--;
      queue.running--;
      forgetIfIdle(queue);
    }
  }

  /** Drops the records of a partition that have not started. */
  void remove(Lease lease) {
    for (Iterator<FlowQueue> each = waiting.iterator(); each.hasNext(); ) {
      FlowQueue queue = each.next();
      ready -= queue.remove(lease);
      if (queue.isEmpty()) {
        queue.deficit = 0;
        each.remove();
        forgetIfIdle(queue);
      }
    }
  }

  /** Notes that a start is given out while records wait here behind a more urgent lane. */
  void waitsBehind(int percent) {
    credit = Math.min(FULL_CREDIT, credit + percent);
  }

  /** Whether that start is this lane's by its guarantee. */
  boolean isOwed(int percent, int permits) {
    return credit >= FULL_CREDIT && (long) running * FULL_CREDIT < (long) percent * permits;
  }

  /** Notes that the guarantee was met. */
  void paid() {
    credit = 0;
  }

  /** The first flow in turn that holds less than its part of what runs, else the first. */
  private int firstBelowItsPart() {
    for (int turn = 0; turn < waiting.size(); turn++) {
      FlowQueue queue = waiting.get(turn);
      if (queue.running * weights < (running + 1L) * queue.weight) {
        return turn;
      }
    }
    return 0;
  }

  private FlowQueue appear(String key) {
    FlowQueue queue = new FlowQueue(key);
    weights += queue.weight;
    return queue;
  }

  private void forgetIfIdle(FlowQueue queue) {
    if (queue.running == 0 && queue.isEmpty()) {
      weights -= queue.weight;
      flows.remove(queue.key);
    }
  }
}
