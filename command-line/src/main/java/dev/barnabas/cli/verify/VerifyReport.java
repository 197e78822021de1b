package dev.barnabas.cli.verify;

import java.util.List;

/**
 * What verifying came to.
 *
 * @param records how many records were read
 * @param promises P1 to P7, in order
 */
public record VerifyReport(long records, List<PromiseReport> promises) {
  /** Copies the list. */
  public VerifyReport {
    promises = List.copyOf(promises);
  }

  /** Whether nothing speaks against any promise. */
  public boolean passed() {
    return promises.stream().allMatch(PromiseReport::passed);
  }

  /** How many violations there are. */
  public int violations() {
    return promises.stream().mapToInt(promise -> promise.violations().size()).sum();
  }
}
