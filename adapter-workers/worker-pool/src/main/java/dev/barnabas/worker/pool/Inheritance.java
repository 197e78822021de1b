package dev.barnabas.worker.pool;

import dev.barnabas.worker.pool.DecodedProgress.Foreign;
import dev.barnabas.worker.pool.DecodedProgress.Intact;
import org.jspecify.annotations.Nullable;

/**
 * What a new owner of a partition takes over.
 *
 * @param base the committed offset, or {@link #UNKNOWN} if the group has none
 * @param startLimit below it, former owners may have started work
 * @param finished offsets above the base that are finished
 * @param open what to hand back, if a clean mark says so; null without one
 * @param foreign why the metadata could not be used, if so
 */
record Inheritance(
    long base,
    long startLimit,
    OffsetSet finished,
    @Nullable OffsetSet open,
    @Nullable String foreign) {

  /** The base of a partition for which the group has committed nothing yet. */
  static final long UNKNOWN = -1;

  /** Nothing was ever committed: nothing can have started. */
  static Inheritance none() {
    return new Inheritance(UNKNOWN, 0, new OffsetSet(), new OffsetSet(), null);
  }

  /**
   * From a committed offset.
   *
   * @param logEnd the partition's end as read from the log after the assignment, which no former
   *     owner can have started beyond; used when the metadata does not tell
   */
  static Inheritance of(long base, DecodedProgress decoded, long logEnd) {
    return switch (decoded) {
      case Intact(Progress progress) ->
          new Inheritance(base, progress.startLimit(), progress.finished(), progress.open(), null);
      case Foreign(String reason) ->
          new Inheritance(base, Math.max(base, logEnd), new OffsetSet(), null, reason);
    };
  }

  /** Whether an unfinished offset is to be handed back rather than started. */
  boolean handsBack(long offset) {
    return open == null ? offset < startLimit : open.contains(offset);
  }

  /** Offsets that are to be handed back if they are unfinished and hold a record. */
  OffsetSet handedBackFrom(long from) {
    return open == null ? OffsetSet.ofRange(from, startLimit) : open.within(from, Long.MAX_VALUE);
  }
}
