package dev.barnabas.metering.totals;

/** What metering remembers when an event comes. */
public interface Remembered {

  /** How far a writer's events were counted; {@link WriterProgress#NONE} for a new writer. */
  WriterProgress progressOf(String writerId);

  /** Whether the id of an event without a number is remembered. */
  boolean isSeen(String eventId);

  /** The totals of a key so far, {@link Totals#NONE} if there are none. */
  Totals totalsOf(TotalsKey key);
}
