package dev.barnabas.cli.close;

import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.Cut;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.cli.ledger.MonthClose;
import dev.barnabas.cli.ledger.Position;
import dev.barnabas.cli.ledger.StatementFigures;
import dev.barnabas.cli.ledger.TenantFigures;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What closing a month would say: give it every entry of the log, partition by partition. One
 * thread.
 */
public final class MonthCount {
  private final YearMonth month;
  private final Cut cut;
  private final SortedSet<Position> without;
  private final Closes closes;
  private final Set<Position> leftOut;
  private final SortedMap<String, StatementFigures> tenants = new TreeMap<>();
  private final SortedMap<Position, String> refused = new TreeMap<>();
  private final SortedSet<YearMonth> unstated = new TreeSet<>();
  private final SortedSet<Position> unused;

  /**
   * Of a month.
   *
   * @param cut what of the log is about it
   * @param without records that are left out on purpose
   * @param earlier the closes of earlier months
   */
  public MonthCount(YearMonth month, Cut cut, SortedSet<Position> without, Closes earlier) {
    this.month = month;
    this.cut = cut;
    this.without = without;
    this.unused = new TreeSet<>(without);
    this.closes =
        earlier.with(
            new MonthClose(month, cut, without, new TreeMap<>(), Instant.EPOCH, "nobody yet"));
    this.leftOut = closes.without();
  }

  /** Takes the next entry of the log. */
  public void add(LogEntry entry) {
    switch (entry) {
      case LogEntry.Counted(LoggedUsage usage) -> counted(usage);
      case LogEntry.Repeated _ -> {}
      case LogEntry.Refused(Position at, String reason) -> {
        unused.remove(at);
        if (!leftOut.contains(at)) {
          refused.put(at, reason);
        }
      }
    }
  }

  private void counted(LoggedUsage usage) {
    YearMonth statement = closes.statementOf(usage);
    if (statement.equals(month) && cut.holds(usage)) {
      String tenant = usage.event().getTenantId();
      tenants.computeIfAbsent(tenant, _ -> new StatementFigures(tenant, month)).add(usage.event());
    } else if (statement.isBefore(month) && closes.of(statement).isEmpty()) {
      unstated.add(statement);
    }
  }

  /** What the close would say. */
  public MonthClose close(Instant closedAt, String closedBy) {
    SortedMap<String, TenantFigures> figures = new TreeMap<>();
    tenants.forEach((tenant, sums) -> figures.put(tenant, sums.figures()));
    return new MonthClose(month, cut, without, figures, closedAt, closedBy);
  }

  /** Records that cannot be counted and were not left out on purpose, and why. */
  public SortedMap<Position, String> refused() {
    return Collections.unmodifiableSortedMap(refused);
  }

  /** Positions that were to be left out, but can be counted, or are not there. */
  public SortedSet<Position> unused() {
    return Collections.unmodifiableSortedSet(unused);
  }

  /** Earlier months with events that no close has seen. */
  public SortedSet<YearMonth> unstated() {
    return Collections.unmodifiableSortedSet(unstated);
  }
}
