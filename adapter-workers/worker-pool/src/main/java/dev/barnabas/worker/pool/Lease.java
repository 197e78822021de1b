package dev.barnabas.worker.pool;

import dev.barnabas.worker.pool.LeasedRecord.Purpose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition for the time this worker owns it: what is finished, what waits, what runs, and what
 * a commit may say. No I/O; the poll thread alone uses it.
 */
final class Lease {

  private final TopicPartition partition;
  private final Inheritance inheritance;
  private final Deque<WorkRecord> waiting = new ArrayDeque<>();
  private final Deque<WorkRecord> returning = new ArrayDeque<>();
  private final Map<Long, LeasedRecord> running = new HashMap<>();
  private @Nullable CompletionMap completions;
  private StartLimit limit;
  private long position;
  private FlowDecision flow = FlowDecision.FETCH;
  private boolean ended;
  private long changes;
  private long acknowledgedChanges;

  Lease(TopicPartition partition, Inheritance inheritance, int startStep) {
    this.partition = partition;
    this.inheritance = inheritance;
    this.limit = StartLimit.inheriting(inheritance.startLimit(), startStep);
    this.position = inheritance.base();
    if (inheritance.base() != Inheritance.UNKNOWN) {
      this.completions = new CompletionMap(inheritance.base(), inheritance.finished());
    }
  }

  TopicPartition partition() {
    return partition;
  }

  /**
   * Takes in what a poll delivered. Offsets that were passed over without a record are holes and
   * count as finished.
   *
   * @param next the offset from which the next poll will deliver
   */
  void fetched(List<ConsumerRecord<byte[], byte[]>> records, long next) {
    long first = records.isEmpty() ? next : records.getFirst().offset();
    CompletionMap map = completionsFrom(first);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      passOver(map, record.offset());
      position = record.offset() + 1;
      enqueue(map, new WorkRecord(record));
    }
    passOver(map, next);
    position = next;
  }

  /** Whether a record waits that may start now. */
  boolean canStart() {
    WorkRecord head = waiting.peekFirst();
    return head != null && limit.allows(head.offset());
  }

  /** Takes the next record to start; only after {@link #canStart}. */
  LeasedRecord start() {
    return run(waiting.removeFirst(), Purpose.WORK);
  }

  boolean canHandBack() {
    return !returning.isEmpty();
  }

  /** Takes the next record to hand back; only after {@link #canHandBack}. */
  LeasedRecord handBack() {
    return run(returning.removeFirst(), Purpose.HAND_BACK);
  }

  /** Notes that a record's last outcome is known to whoever must know it. */
  void finished(LeasedRecord done) {
    if (running.remove(done.work().offset(), done) && completions != null) {
      completions.finish(done.work().offset());
      changes++;
    }
  }

  /**
   * Starts nothing more: waiting records are dropped, running ones that have not started withdrawn.
   */
  void withdraw() {
    waiting.clear();
    returning.clear();
    running.values().forEach(Lease::withdrawWork);
    running.values().removeIf(LeasedRecord::withdrawn);
  }

  /** Whether records run whose work has started or which are being handed back. */
  boolean busy() {
    return !running.isEmpty();
  }

  int busyCount() {
    return running.size();
  }

  /** After this, nothing about the partition may be committed. */
  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  int waitingCount() {
    return waiting.size() + returning.size();
  }

  /** Whether the partition is not to be fetched now. */
  boolean pauses(BackPressure pressure) {
    flow = pressure.decide(waitingCount(), span(), flow);
    return flow != FlowDecision.FETCH;
  }

  /** Offsets from the oldest unfinished one to the next to fetch. */
  long span() {
    return completions == null ? 0 : Math.max(0, position - completions.base());
  }

  /** Whether a commit should move the start limit before long. */
  boolean limitRunsOut() {
    return completions != null && limit.runsOut(nextStart());
  }

  /** Whether a commit would say something new. */
  boolean hasNews() {
    return completions != null && (changes != acknowledgedChanges || limitRunsOut());
  }

  /** What to commit while the lease goes on; null as long as nothing is known of the partition. */
  @Nullable LeaseCommit commit() {
    if (completions == null) {
      return null;
    }
    limit = limit.ask(nextStart());
    return new LeaseCommit(this, progress(completions, null), changes);
  }

  /** What to commit at the end of the lease, after {@link #withdraw}: with the clean mark. */
  @Nullable LeaseCommit cleanCommit() {
    if (completions == null) {
      return null;
    }
    OffsetSet open = inheritance.handedBackFrom(completions.base());
    OffsetSet unfinished = new OffsetSet();
    for (Map.Entry<Long, Long> run : open.runs().entrySet()) {
      unfinished.addAll(completions.unfinishedWithin(run.getKey(), run.getValue()));
    }
    running.keySet().stream().filter(offset -> !finishedAlready(offset)).forEach(unfinished::add);
    return new LeaseCommit(this, progress(completions, unfinished), changes);
  }

  /** Notes that a commit was acknowledged. */
  void acknowledged(LeaseCommit commit) {
    limit = limit.acknowledge(commit.progress().startLimit());
    acknowledgedChanges = Math.max(acknowledgedChanges, commit.changes());
  }

  private Progress progress(CompletionMap map, @Nullable OffsetSet open) {
    long startLimit = Math.max(limit.asked(), map.base());
    return new Progress(map.base(), startLimit, map.beyond().within(map.base(), startLimit), open);
  }

  private CompletionMap completionsFrom(long first) {
    CompletionMap known = completions;
    if (known == null) {
      known = new CompletionMap(first, new OffsetSet());
      completions = known;
      position = first;
      changes++;
    }
    return known;
  }

  private void passOver(CompletionMap map, long to) {
    if (to > position) {
      map.finishRange(position, to);
      changes++;
    }
  }

  private void enqueue(CompletionMap map, WorkRecord record) {
    // Below the base only after the log was cut back: whether its work ever started is unknown.
    if (record.offset() < map.base() || owesBack(map, record.offset())) {
      returning.addLast(record);
    } else if (!map.finished(record.offset())) {
      waiting.addLast(record);
    }
  }

  private boolean owesBack(CompletionMap map, long offset) {
    return !map.finished(offset) && inheritance.handsBack(offset);
  }

  private boolean finishedAlready(long offset) {
    return completions != null && completions.finished(offset);
  }

  private LeasedRecord run(WorkRecord record, Purpose purpose) {
    LeasedRecord leased = new LeasedRecord(this, record, purpose);
    running.put(record.offset(), leased);
    return leased;
  }

  private long nextStart() {
    WorkRecord head = waiting.peekFirst();
    long next = head == null ? position : head.offset();
    return inheritance.open() == null ? Math.max(next, inheritance.startLimit()) : next;
  }

  private static void withdrawWork(LeasedRecord record) {
    if (record.purpose() == Purpose.WORK) {
      record.withdraw();
    }
  }
}
