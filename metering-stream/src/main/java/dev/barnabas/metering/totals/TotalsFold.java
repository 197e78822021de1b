package dev.barnabas.metering.totals;

import dev.barnabas.metering.totals.MeteringDecision.ChangedTotals;
import dev.barnabas.metering.totals.MeteringDecision.Counted;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Totals of events read from the log, in memory: what metering-stream holds, as of a cut-off. It is
 * for who reads a month again: a statement, a close, a check. One thread.
 *
 * <p>The cut-off is compared with {@code recordedAt}. An event recorded at or after it is not in
 * the totals, so the same log gives the same totals for the same cut-off, however much later it is
 * read; provided nobody records an event with an earlier time afterwards, which is why a close
 * names the end offsets of the log as well.
 */
public final class TotalsFold {

  private final MeteringPolicy policy;
  private final @Nullable Instant cutOff;
  private final InMemory memory = new InMemory();

  private TotalsFold(MeteringPolicy policy, @Nullable Instant cutOff) {
    this.policy = policy;
    this.cutOff = cutOff;
  }

  /** Totals of all events. */
  public static TotalsFold ofAll() {
    return new TotalsFold(MeteringPolicy.ofDefaults(), null);
  }

  /**
   * Totals of what was recorded before an instant.
   *
   * @param cutOff the first instant that is not in them
   */
  public static TotalsFold asOf(Instant cutOff) {
    return new TotalsFold(MeteringPolicy.ofDefaults(), cutOff);
  }

  /**
   * Reads the next event of the log.
   *
   * @param appendedAt when it was appended
   * @return what became of it; an event recorded at or after the cut-off is told as counted or not,
   *     but is in no total
   */
  public MeteringDecision add(MeteredUsage usage, Instant appendedAt) {
    var decision = policy.decide(usage, appendedAt, memory);
    if (decision instanceof Counted counted) {
      memory.remember(counted.memory());
      if (cutOff == null || usage.recordedAt().isBefore(cutOff)) {
        counted.totals().forEach(memory::put);
      }
    }
    return decision;
  }

  /** The totals so far, by the text of their keys. */
  public SortedMap<String, ChangedTotals> totals() {
    var sorted = new TreeMap<String, ChangedTotals>();
    memory.totals.forEach((key, sums) -> sorted.put(key.text(), new ChangedTotals(key, sums)));
    return Collections.unmodifiableSortedMap(sorted);
  }

  private static final class InMemory implements Remembered {
    private final Map<String, WriterProgress> writers = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<TotalsKey, Totals> totals = new HashMap<>();

    void remember(Memory memory) {
      switch (memory) {
        case Memory.Numbered numbered -> writers.put(numbered.writerId(), numbered.progress());
        case Memory.Identified identified -> ids.add(identified.eventId());
      }
    }

    void put(ChangedTotals changed) {
      totals.put(changed.key(), changed.totals());
    }

    @Override
    public WriterProgress progressOf(String writerId) {
      return writers.getOrDefault(writerId, WriterProgress.NONE);
    }

    @Override
    public boolean isSeen(String eventId) {
      return ids.contains(eventId);
    }

    @Override
    public Totals totalsOf(TotalsKey key) {
      return totals.getOrDefault(key, Totals.NONE);
    }
  }
}
