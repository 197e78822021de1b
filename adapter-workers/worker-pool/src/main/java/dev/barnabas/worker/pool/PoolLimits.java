package dev.barnabas.worker.pool;

/**
 * How much a pool takes on at a time.
 *
 * @param maxInFlight records worked on at the same time, over all partitions
 * @param window offsets per partition between the oldest unfinished one and the newest fetched one,
 *     beyond which fetching pauses; the commit must be able to describe that many
 * @param startStep offsets that one commit opens for starting, 1 to 500, counted from the lowest
 *     that has not started. Flows take turns among so many records of a partition. After a crash at
 *     most this many per partition are handed back although they had not started.
 * @param maxMetadataCharacters characters the broker accepts in an offset's metadata ({@code
 *     offset.metadata.max.bytes}), at most 4,096
 * @param maxWaitingBytes bytes of keys and values of records that were fetched and have not
 *     started, over all partitions, beyond which fetching pauses. One poll may exceed it.
 */
public record PoolLimits(
    int maxInFlight, int window, int startStep, int maxMetadataCharacters, long maxWaitingBytes) {

  private static final int BROKER_DEFAULT_CHARACTERS = 4096;
  private static final int MAX_START_STEP = 500;

  public PoolLimits {
    require(maxInFlight >= 1, "maxInFlight", maxInFlight, "at least 1");
    require(window >= 1, "window", window, "at least 1");
    require(
        startStep >= 1 && startStep <= MAX_START_STEP, "startStep", startStep, "between 1 and 500");
    require(
        maxMetadataCharacters >= ProgressCodec.MIN_CHARACTERS
            && maxMetadataCharacters <= BROKER_DEFAULT_CHARACTERS,
        "maxMetadataCharacters",
        maxMetadataCharacters,
        "between " + ProgressCodec.MIN_CHARACTERS + " and 4096");
    if (maxWaitingBytes < 1) {
      throw new IllegalArgumentException(
          "maxWaitingBytes: must be at least 1, was " + maxWaitingBytes);
    }
    int capacity = ProgressCodec.capacity(maxMetadataCharacters);
    require(
        window <= capacity,
        "window",
        window,
        "at most " + capacity + ", which " + maxMetadataCharacters + " characters can describe");
  }

  /** 256 in flight, a window of 10,000 offsets, steps of 500, 4,096 characters, 64 MiB waiting. */
  public static PoolLimits defaults() {
    return new PoolLimits(256, 10_000, MAX_START_STEP, BROKER_DEFAULT_CHARACTERS, 64L << 20);
  }

  public PoolLimits withMaxInFlight(int value) {
    return new PoolLimits(value, window, startStep, maxMetadataCharacters, maxWaitingBytes);
  }

  public PoolLimits withWindow(int value) {
    return new PoolLimits(maxInFlight, value, startStep, maxMetadataCharacters, maxWaitingBytes);
  }

  public PoolLimits withStartStep(int value) {
    return new PoolLimits(maxInFlight, window, value, maxMetadataCharacters, maxWaitingBytes);
  }

  public PoolLimits withMaxMetadataCharacters(int value) {
    return new PoolLimits(maxInFlight, window, startStep, value, maxWaitingBytes);
  }

  public PoolLimits withMaxWaitingBytes(long value) {
    return new PoolLimits(maxInFlight, window, startStep, maxMetadataCharacters, value);
  }

  private static void require(boolean holds, String field, int value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(field + ": must be " + rule + ", was " + value);
    }
  }
}
