package dev.barnabas.worker.pool;

import dev.barnabas.worker.pool.LeasedRecord.Purpose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition for the time this worker owns it: what is finished, what waits, what runs, and what
 * a commit may say. No I/O; the poll thread alone uses it.
 */
final class Lease {

  private static final int MIN_HEADROOM = 16;

  private final TopicPartition partition;
  private final Inheritance inheritance;
  private final Function<WorkRecord, Flow> flows;
  private final BooleanSupplier owned;

  /** Records that the start limit does not cover yet, by offset. */
  private final Deque<LeasedRecord> waiting = new ArrayDeque<>();

  private final Deque<LeasedRecord> returning = new ArrayDeque<>();
  private final Map<Long, LeasedRecord> running = new HashMap<>();
  private @Nullable CompletionMap completions;
  private StartLimit limit;
  private long position;
  private FlowDecision flow = FlowDecision.FETCH;
  private boolean ended;

  /** Records that the start limit covers and that have not started. */
  private int readyCount;

  /** Records that arrived since the limit last moved. */
  private int arrivals;

  /** How many records the limit is to cover that have not arrived. */
  private int headroom;

  private long waitingBytes;
  private long changes;
  private long acknowledgedChanges;

  /** A lease whose records belong to {@link Flow#COMMON}. */
  Lease(TopicPartition partition, Inheritance inheritance, int startStep) {
    this(partition, inheritance, startStep, _ -> Flow.COMMON, () -> true);
  }

  /**
   * A lease on which nothing was fetched yet.
   *
   * @param flows names the flow of a record; does not throw
   * @param owned whether the partition can still be taken for this worker's; asked by any thread
   */
  Lease(
      TopicPartition partition,
      Inheritance inheritance,
      int startStep,
      Function<WorkRecord, Flow> flows,
      BooleanSupplier owned) {
    this.partition = partition;
    this.inheritance = inheritance;
    this.flows = flows;
    this.owned = owned;
    this.limit = StartLimit.inheriting(inheritance.startLimit(), startStep);
    this.headroom = Math.min(MIN_HEADROOM, startStep);
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

  /** The next record that the start limit covers now, in the order of offsets; null if none. */
  @Nullable LeasedRecord admit() {
    LeasedRecord head = waiting.peekFirst();
    if (head == null || !limit.allows(head.work().offset())) {
      return null;
    }
    waiting.removeFirst();
    readyCount++;
    return head;
  }

  /** Starts a record that {@link #admit} gave out; each once, in any order. */
  void start(LeasedRecord record) {
    readyCount--;
    run(record);
  }

  /**
   * Takes a record back that was withdrawn while it ran, to start it later; null if the partition
   * is leaving or has left.
   */
  @Nullable LeasedRecord restart(LeasedRecord withdrawn) {
    if (ended || !running.remove(withdrawn.work().offset(), withdrawn)) {
      return null;
    }
    waitingBytes += withdrawn.work().bytes();
    readyCount++;
    return new LeasedRecord(this, withdrawn.work(), withdrawn.flow(), Purpose.WORK);
  }

  /** Whether the partition can still be taken for this worker's. Safe for any thread. */
  boolean owned() {
    return owned.getAsBoolean();
  }

  boolean canHandBack() {
    return !returning.isEmpty();
  }

  /** Takes the next record to hand back; only after {@link #canHandBack}. */
  LeasedRecord handBack() {
    LeasedRecord record = returning.removeFirst();
    run(record);
    return record;
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
    readyCount = 0;
    returning.clear();
    waitingBytes = 0;
    changes++;
    running.values().forEach(Lease::withdrawWork);
    running.values().removeIf(LeasedRecord::withdrawn);
  }

  /** Whether records run whose work has started or which are being handed back. */
  boolean busy() {
    return !running.isEmpty();
  }

  /** Whether records run or wait. */
  boolean hasWork() {
    return busy() || waitingCount() > 0;
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
    return waiting.size() + readyCount + returning.size();
  }

  /** Bytes of keys and values of the records that have not started. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** Whether the partition is not to be fetched now. */
  boolean pauses(BackPressure pressure, boolean full) {
    flow = pressure.decide(waitingCount(), span(), full, flow);
    return flow != FlowDecision.FETCH;
  }

  /** Offsets from the oldest unfinished one to the next to fetch. */
  long span() {
    return completions == null ? 0 : Math.max(0, position - completions.base());
  }

  /** Whether a commit should move the start limit before long. */
  boolean limitRunsOut() {
    LeasedRecord last = waiting.peekLast();
    boolean covered = last == null || limit.allows(last.work().offset());
    return completions != null
        && limit.runsOut(
            covered ? readyCount + waiting.size() : readyCount,
            covered ? 0 : waiting.size(),
            frontier(),
            headroom);
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
    if (limitRunsOut()) {
      // A former owner's limit makes its successor hand back what arrives below it: no further
      // ahead of the log than records come between two commits.
      headroom = Math.min(limit.step(), Math.max(MIN_HEADROOM, Math.max(arrivals, headroom / 2)));
      arrivals = 0;
      limit = limit.ask(nextLimit());
    }
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
      waitingBytes += record.bytes();
      returning.addLast(new LeasedRecord(this, record, Flow.COMMON, Purpose.HAND_BACK));
    } else if (!map.finished(record.offset())) {
      waitingBytes += record.bytes();
      arrivals++;
      waiting.addLast(new LeasedRecord(this, record, flows.apply(record), Purpose.WORK));
    }
  }

  private boolean owesBack(CompletionMap map, long offset) {
    return !map.finished(offset) && inheritance.handsBack(offset);
  }

  private boolean finishedAlready(long offset) {
    return completions != null && completions.finished(offset);
  }

  private void run(LeasedRecord record) {
    waitingBytes -= record.work().bytes();
    running.put(record.work().offset(), record);
  }

  /** The limit that covers what waits and the headroom, but no more than a step of records. */
  private long nextLimit() {
    int room = limit.step() - readyCount;
    if (room >= waiting.size()) {
      return frontier() + Math.min(headroom, room - waiting.size());
    }
    Iterator<LeasedRecord> beyond = waiting.iterator();
    for (int covered = 0; covered < room; covered++) {
      beyond.next();
    }
    return beyond.next().work().offset();
  }

  /** The offset from which records arrive next that may start here. */
  private long frontier() {
    return inheritance.open() == null ? Math.max(position, inheritance.startLimit()) : position;
  }

  private static void withdrawWork(LeasedRecord record) {
    if (record.purpose() == Purpose.WORK) {
      record.withdraw();
    }
  }
}
