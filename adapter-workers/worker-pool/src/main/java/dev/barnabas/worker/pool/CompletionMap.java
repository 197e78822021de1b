package dev.barnabas.worker.pool;

/**
 * What is finished in a partition: everything below the base, and some offsets beyond it. Offsets
 * that hold no record (transaction markers, compacted or aborted records) count as finished. Not
 * safe for several threads.
 */
final class CompletionMap {

  private final OffsetSet beyond;
  private long base;

  CompletionMap(long base, OffsetSet finished) {
    this.base = base;
    this.beyond = finished.copy();
    advance();
  }

  /** The lowest unfinished offset: what a commit names. */
  long base() {
    return base;
  }

  /** Finished offsets above the base. */
  OffsetSet beyond() {
    return beyond;
  }

  boolean finished(long offset) {
    return offset < base || beyond.contains(offset);
  }

  void finish(long offset) {
    finishRange(offset, offset + 1);
  }

  /** Marks {@code from} (inclusive) to {@code to} (exclusive) as finished. */
  void finishRange(long from, long to) {
    beyond.addRange(Math.max(from, base), to);
    advance();
  }

  /** Unfinished offsets in {@code from} (inclusive) to {@code to} (exclusive). */
  OffsetSet unfinishedWithin(long from, long to) {
    return beyond.absentWithin(Math.max(from, base), to);
  }

  private void advance() {
    base = beyond.firstAbsent(base);
    beyond.removeBelow(base);
  }
}
