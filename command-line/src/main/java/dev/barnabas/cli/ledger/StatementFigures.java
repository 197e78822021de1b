package dev.barnabas.cli.ledger;

import dev.barnabas.schemas.UsageEvent;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums and hash of one tenant's statement, event by event in the order of the log. One thread. */
public final class StatementFigures {
  private final CanonicalText text;
  private final SortedMap<String, Sums> byCurrency = new TreeMap<>();

  /** Of a statement without events yet. */
  public StatementFigures(String tenantId, YearMonth month) {
    this.text = new CanonicalText(tenantId, month, _ -> {});
  }

  /** The next event. */
  public void add(UsageEvent event) {
    text.add(event);
    byCurrency.merge(event.getCurrency(), Sums.NONE.plus(event), Sums::plus);
  }

  /** What they come to so far. */
  public TenantFigures figures() {
    return new TenantFigures(text.sha256(), byCurrency);
  }
}
