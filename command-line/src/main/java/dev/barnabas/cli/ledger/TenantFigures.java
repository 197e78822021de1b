package dev.barnabas.cli.ledger;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a tenant's statement comes to.
 *
 * @param sha256 the hash of its {@link CanonicalText}
 * @param byCurrency what its events sum to
 */
public record TenantFigures(String sha256, SortedMap<String, Sums> byCurrency) {
  /** Refuses null. */
  public TenantFigures {
    requireNonNull(sha256, "sha256");
    byCurrency = Collections.unmodifiableSortedMap(new TreeMap<>(byCurrency));
  }

  /** How many events are on the statement. */
  public long events() {
    return byCurrency.values().stream().mapToLong(Sums::events).sum();
  }
}
