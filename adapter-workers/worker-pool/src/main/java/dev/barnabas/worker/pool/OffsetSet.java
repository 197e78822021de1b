package dev.barnabas.worker.pool;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A set of offsets kept as runs, which is small when work finishes nearly in order. Not safe for
 * several threads.
 */
final class OffsetSet {

  /** First offset of each run to the offset after its last; runs neither overlap nor touch. */
  private final NavigableMap<Long, Long> runs = new TreeMap<>();

  static OffsetSet ofRange(long from, long to) {
    OffsetSet set = new OffsetSet();
    set.addRange(from, to);
    return set;
  }

  OffsetSet copy() {
    OffsetSet copy = new OffsetSet();
    copy.runs.putAll(runs);
    return copy;
  }

  void add(long offset) {
    addRange(offset, offset + 1);
  }

  /** Adds the offsets {@code from} (inclusive) to {@code to} (exclusive). */
  void addRange(long from, long to) {
    if (from >= to) {
      return;
    }
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = runs.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      start = before.getKey();
      end = Math.max(end, before.getValue());
    }
    NavigableMap<Long, Long> absorbed = runs.subMap(start, true, end, true);
    if (!absorbed.isEmpty()) {
      end = Math.max(end, absorbed.lastEntry().getValue());
      absorbed.clear();
    }
    runs.put(start, end);
  }

  void addAll(OffsetSet other) {
    other.runs.forEach(this::addRange);
  }

  boolean contains(long offset) {
    Map.Entry<Long, Long> run = runs.floorEntry(offset);
    return run != null && run.getValue() > offset;
  }

  /** The first offset at or after the given one that is not in the set. */
  long firstAbsent(long from) {
    Map.Entry<Long, Long> run = runs.floorEntry(from);
    return run != null && run.getValue() > from ? run.getValue() : from;
  }

  void removeBelow(long offset) {
    Map.Entry<Long, Long> straddling = runs.lowerEntry(offset);
    runs.headMap(offset, false).clear();
    if (straddling != null && straddling.getValue() > offset) {
      runs.put(offset, straddling.getValue());
    }
  }

  /** The offsets of this set in {@code from} (inclusive) to {@code to} (exclusive). */
  OffsetSet within(long from, long to) {
    OffsetSet part = new OffsetSet();
    if (from < to) {
      // From a sorted map, this copies in linear time.
      part.runs.putAll(runs.headMap(to, false));
      part.removeBelow(from);
      Map.Entry<Long, Long> last = part.runs.lastEntry();
      if (last != null && last.getValue() > to) {
        part.runs.put(last.getKey(), to);
      }
    }
    return part;
  }

  /** The offsets in {@code from} (inclusive) to {@code to} (exclusive) that this set lacks. */
  OffsetSet absentWithin(long from, long to) {
    OffsetSet absent = new OffsetSet();
    long next = from;
    for (Map.Entry<Long, Long> run : runs.entrySet()) {
      absent.addRange(next, Math.min(run.getKey(), to));
      next = Math.max(next, run.getValue());
    }
    absent.addRange(next, to);
    return absent;
  }

  /** Whether the set has an offset at or above the given one. */
  boolean endsAbove(long limit) {
    return !runs.isEmpty() && runs.lastEntry().getValue() > limit;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** How many offsets are in the set. */
  long size() {
    long size = 0;
    for (Map.Entry<Long, Long> run : runs.entrySet()) {
      size += run.getValue() - run.getKey();
    }
    return size;
  }

  /** First offset of each run to the offset after its last, ascending; a live view. */
  NavigableMap<Long, Long> runs() {
    return runs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OffsetSet set && runs.equals(set.runs);
  }

  @Override
  public int hashCode() {
    return runs.hashCode();
  }

  @Override
  public String toString() {
    return runs.toString();
  }
}
