package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What becomes of one usage event. */
public sealed interface MeteringDecision {

  /**
   * The event counts.
   *
   * @param memory what to remember of it
   * @param totals the totals it changes, as they are with it
   */
  record Counted(Memory memory, List<ChangedTotals> totals) implements MeteringDecision {
    public Counted {
      requireNonNull(memory, "memory");
      totals = List.copyOf(totals);
    }
  }

  /** The event was counted before. */
  record Duplicate() implements MeteringDecision {}

  /** Whether the event was counted before is not known any more. */
  record Undecidable() implements MeteringDecision {}

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
