package dev.barnabas.cli.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A month that was closed.
 *
 * @param month the charge period
 * @param cut what of the log it is about
 * @param without records before the end offsets that cannot be counted, left out on purpose
 * @param tenants every tenant with an event on a statement of the month
 * @param closedAt when
 * @param closedBy who
 */
public record MonthClose(
    YearMonth month,
    Cut cut,
    SortedSet<Position> without,
    SortedMap<String, TenantFigures> tenants,
    Instant closedAt,
    String closedBy) {
  /** The first line of the text that the hash is over. */
  public static final String FORM = "barnabas-close-1";

  /** Refuses null. */
  public MonthClose {
    requireNonNull(month, "month");
    requireNonNull(cut, "cut");
    without = Collections.unmodifiableSortedSet(new TreeSet<>(without));
    tenants = Collections.unmodifiableSortedMap(new TreeMap<>(tenants));
    requireNonNull(closedAt, "closedAt");
    requireNonNull(closedBy, "closedBy");
  }

  /**
   * SHA-256 over its text, in the form of {@link CanonicalText}: the form; {@code month}; {@code
   * cut_off}; {@code end}, partition and offset, by partition; {@code without} and the position, in
   * order; {@code tenant}, its id and its statement's hash, in the order of the ids.
   */
  public String sha256() {
    Sha256 sha256 = new Sha256();
    sha256.line(FORM);
    sha256.line(CanonicalText.joined("month", month.toString()));
    sha256.line(CanonicalText.joined("cut_off", cut.cutOff().toString()));
    cut.ends()
        .forEach((partition, end) ->
            sha256.line(
                CanonicalText.joined("end", Integer.toString(partition), Long.toString(end))));
    without.forEach(at -> sha256.line(CanonicalText.joined("without", at.toString())));
    tenants.forEach(
        (tenant, figures) -> sha256.line(CanonicalText.joined("tenant", tenant, figures.sha256())));
    return sha256.hex();
  }
}
