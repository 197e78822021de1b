package dev.barnabas.worker.pool;

/**
 * How a pool ended.
 *
 * @param unfinished records that had started and were not finished; the next owner hands them back
 * @param committed whether the last commit was acknowledged. If not, the next owner hands back
 *     more.
 */
public record StopOutcome(int unfinished, boolean committed) {

  /** Whether the next owner can go on exactly where this pool stopped. */
  public boolean clean() {
    return unfinished == 0 && committed;
  }
}
