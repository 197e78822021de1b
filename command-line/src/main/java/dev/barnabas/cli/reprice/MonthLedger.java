package dev.barnabas.cli.reprice;

import dev.barnabas.schemas.UsageEvent;
import dev.barnabas.vocabulary.UsageOutcome;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls of a charge period, by their events. One thread. */
public final class MonthLedger {
  private final String month;
  private final Map<CallKey, LedgerCall> calls = new LinkedHashMap<>();

  private record CallKey(String tenantId, String correlationId, String callId) {}

  /** Of a charge period. */
  public MonthLedger(YearMonth month) {
    this.month = month.toString();
  }

  /**
   * Reads the next event; one of another month, or of capacity, is passed over.
   *
   * @param partition where it was read
   */
  public void add(UsageEvent event, int partition) {
    boolean isCapacity = event.getOutcome().equals(UsageOutcome.CAPACITY);
    if (event.getChargePeriod().equals(month) && !isCapacity) {
      calls
          .computeIfAbsent(
              new CallKey(event.getTenantId(), event.getCorrelationId(), event.getCallId()),
              _ -> new LedgerCall(partition))
          .add(event);
    }
  }

  /** The calls in the order of their first events. */
  public Collection<LedgerCall> calls() {
    return Collections.unmodifiableCollection(calls.values());
  }
}
