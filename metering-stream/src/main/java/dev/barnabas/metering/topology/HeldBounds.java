package dev.barnabas.metering.topology;

/**
 * How much a partition may hold while its schemas cannot be looked up. What comes beyond is
 * dead-lettered, so that a writer with random schema ids cannot fill the disk.
 *
 * @param records most records
 * @param bytes most bytes, as stored
 */
public record HeldBounds(int records, long bytes) {

  /**
   * @throws IllegalArgumentException if a bound is negative
   */
  public HeldBounds {
    if (records < 0 || bytes < 0) {
      throw new IllegalArgumentException("bounds of held records must not be negative");
    }
  }

  /** 10,000 records and 64 MiB. */
  public static HeldBounds ofDefaults() {
    return new HeldBounds(10_000, 64L * 1024 * 1024);
  }
}
