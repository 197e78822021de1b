package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** What becomes of one usage event. */
public sealed interface MeteringDecision {

  /**
   * The event counts.
   *
   * @param eventId to be remembered
   * @param forgetAt append time from which its id need no longer be remembered
   * @param totals the totals it changes, as they are with it
   */
  record Counted(String eventId, Instant forgetAt, List<ChangedTotals> totals)
      implements MeteringDecision {
    public Counted {
      requireNonNull(eventId, "eventId");
      requireNonNull(forgetAt, "forgetAt");
      totals = List.copyOf(totals);
    }
  }

  /**
   * The event was counted before.
   *
   * @param eventId its id
   */
  record Duplicate(String eventId) implements MeteringDecision {
    public Duplicate {
      requireNonNull(eventId, "eventId");
    }
  }

  /**
   * One total after an event.
   *
   * @param key what it is about
   * @param totals its new sums
   */
  record ChangedTotals(TotalsKey key, Totals totals) {
    public ChangedTotals {
      requireNonNull(key, "key");
      requireNonNull(totals, "totals");
    }
  }
}
