package dev.barnabas.cli.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a close has seen: events that lie before the end offsets and were recorded before the
 * cut-off. Both, because {@code recordedAt} is the clock of the process that wrote the event.
 *
 * @param cutOff the first instant of {@code recordedAt} that it has not seen
 * @param ends of each partition the first offset that it has not seen
 */
public record Cut(Instant cutOff, SortedMap<Integer, Long> ends) {
  /** Refuses null. */
  public Cut {
    requireNonNull(cutOff, "cutOff");
    ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
  }

  /** Whether it has seen an event. */
  public boolean holds(LoggedUsage usage) {
    Long end = ends.get(usage.at().partition());
    return end != null
        && usage.at().offset() < end
        && usage.event().getRecordedAt().isBefore(cutOff);
  }
}
