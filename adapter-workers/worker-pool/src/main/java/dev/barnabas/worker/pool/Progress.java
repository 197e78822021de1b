package dev.barnabas.worker.pool;

import org.jspecify.annotations.Nullable;

/**
 * What a commit tells the next owner of a partition.
 *
 * @param base the lowest unfinished offset, which is the committed offset
 * @param startLimit no work at or above this offset has ever started; at least the base
 * @param finished offsets above the base that are finished; may leave out some
 * @param open the clean mark: exactly the offsets the next owner must hand back. Null without the
 *     mark: then it hands back everything unfinished below the start limit.
 */
record Progress(long base, long startLimit, OffsetSet finished, @Nullable OffsetSet open) {

  Progress {
    if (base < 0 || startLimit < base) {
      throw new IllegalArgumentException(
          "startLimit: must be at least base %d, was %d".formatted(base, startLimit));
    }
  }
}
