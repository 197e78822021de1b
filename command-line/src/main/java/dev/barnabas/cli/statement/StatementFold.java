package dev.barnabas.cli.statement;

import dev.barnabas.cli.ledger.CanonicalText;
import dev.barnabas.cli.ledger.Closes;
import dev.barnabas.cli.ledger.LogEntry;
import dev.barnabas.cli.ledger.LoggedUsage;
import dev.barnabas.cli.ledger.Position;
import dev.barnabas.cli.ledger.Sums;
import dev.barnabas.cli.ledger.TenantFigures;
import dev.barnabas.schemas.UsageEvent;
import java.time.Instant;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes a statement of the entries of the tenant's partition, in the order of the log. One thread.
 */
public final class StatementFold {
  private final String tenantId;
  private final YearMonth month;
  private final Closes closes;
  private final CanonicalText text;
  private final SortedMap<String, AccountFold> accounts = new TreeMap<>();
  private final SortedMap<String, Sums> sums = new TreeMap<>();
  private final SortedSet<String> priceBooks = new TreeSet<>();
  private final SortedMap<Position, String> refused = new TreeMap<>();
  private long repeated;

  /**
   * Of a tenant and a month.
   *
   * @param closes the months that were closed; they decide what is on the statement
   * @param text takes each line of the canonical text, too
   */
  public StatementFold(String tenantId, YearMonth month, Closes closes, Consumer<String> text) {
    this.tenantId = tenantId;
    this.month = month;
    this.closes = closes;
    this.text = new CanonicalText(tenantId, month, text);
  }

  /** Takes the next entry of the log. */
  public void add(LogEntry entry) {
    switch (entry) {
      case LogEntry.Counted(LoggedUsage usage) -> counted(usage);
      case LogEntry.Repeated _ -> repeated++;
      case LogEntry.Refused(Position at, String reason) -> {
        if (!closes.without().contains(at)) {
          refused.put(at, reason);
        }
      }
    }
  }

  private void counted(LoggedUsage usage) {
    UsageEvent event = usage.event();
    if (!event.getTenantId().equals(tenantId) || !closes.statementOf(usage).equals(month)) {
      return;
    }
    text.add(event);
    String currency = event.getCurrency();
    sums.merge(currency, Sums.NONE.plus(event), Sums::plus);
    accounts.computeIfAbsent(currency, _ -> new AccountFold(currency, month)).add(usage);
    if (event.getPriceBookVersion() != null) {
      priceBooks.add(event.getPriceBookVersion());
    }
  }

  /**
   * The statement.
   *
   * @param readTo the offset of the partition up to which entries were given
   * @param readAt when
   */
  public Statement statement(long readTo, Instant readAt) {
    TenantFigures figures = new TenantFigures(text.sha256(), sums);
    return new Statement(
        tenantId,
        month,
        StandingCheck.of(closes, month, tenantId, figures, readTo),
        accounts.values().stream().map(AccountFold::account).toList(),
        priceBooks,
        figures.sha256(),
        figures.events(),
        repeated,
        refused,
        readAt);
  }
}
