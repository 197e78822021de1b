package dev.barnabas.cli.statement;

import static java.util.Objects.requireNonNull;

import dev.barnabas.cli.ledger.Position;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tenant's statement of a month.
 *
 * @param tenantId the tenant
 * @param month the month
 * @param standing what it is worth
 * @param accounts by currency
 * @param priceBooks the versions that priced its events
 * @param sha256 the hash of its canonical text
 * @param events how many events are on it
 * @param repeated how many records of the tenant's partition repeat an event; they are left out
 * @param refused records of the tenant's partition that cannot be counted, and why
 * @param readAt when the log was read
 */
public record Statement(
    String tenantId,
    YearMonth month,
    Standing standing,
    List<Account> accounts,
    SortedSet<String> priceBooks,
    String sha256,
    long events,
    long repeated,
    SortedMap<Position, String> refused,
    Instant readAt) {
  public Statement {
    requireNonNull(tenantId, "tenantId");
    requireNonNull(month, "month");
    requireNonNull(standing, "standing");
    accounts = List.copyOf(accounts);
    priceBooks = Collections.unmodifiableSortedSet(new TreeSet<>(priceBooks));
    requireNonNull(sha256, "sha256");
    refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    requireNonNull(readAt, "readAt");
  }
}
