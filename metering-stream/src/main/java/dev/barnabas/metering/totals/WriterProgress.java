package dev.barnabas.metering.totals;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of a writer's events were counted: all up to the last one but those in the gaps. A writer
 * without gaps costs one number. Immutable.
 *
 * <p>A gap appears where an event is held back (its schema is not known yet) or was set aside as a
 * dead letter, and closes when the event comes after all. More than {@value #MOST_GAPS} gaps are
 * not remembered: the oldest is forgotten, and an event at or below its end that is in no
 * remembered gap can no longer be told from one that was counted.
 *
 * @param last the highest number counted; -1 for none
 * @param forgotten the end of the highest gap that was forgotten; -1 for none
 * @param gaps what is missing below {@code last}, ascending, apart from each other
 */
public record WriterProgress(long last, long forgotten, List<Gap> gaps) {

  /** The most gaps of one writer that are remembered. */
  public static final int MOST_GAPS = 1_000;

  /** Nothing of a writer was counted yet. */
  public static final WriterProgress NONE = new WriterProgress(-1, -1, List.of());

  /**
   * Missing numbers.
   *
   * @param from the first
   * @param to the last, included
   */
  public record Gap(long from, long to) {
    public Gap {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("no gap: " + from + " to " + to);
      }
    }

    boolean holds(long seq) {
      return from <= seq && seq <= to;
    }
  }

  /** What an event with a number is. */
  public sealed interface Arrival {

    /**
     * One that was not counted yet.
     *
     * @param next the progress with it
     * @param skipped how many numbers before it are missing for the first time
     */
    record First(WriterProgress next, long skipped) implements Arrival {
      public First {
        requireNonNull(next, "next");
      }
    }

    /** One that was counted. */
    record Again() implements Arrival {}

    /** One of which that is not known any more. */
    record Undecidable() implements Arrival {}
  }

  public WriterProgress {
    gaps = List.copyOf(gaps);
  }

  /** What the event with that number is. */
  public Arrival arrive(long seq) {
    if (seq > last) {
      return ahead(seq);
    }
    for (int index = gaps.size() - 1; index >= 0; index--) {
      if (gaps.get(index).holds(seq)) {
        return new Arrival.First(closed(index, seq), 0);
      }
    }
    return seq <= forgotten ? new Arrival.Undecidable() : new Arrival.Again();
  }

  private Arrival ahead(long seq) {
    long skipped = seq - last - 1;
    if (skipped == 0) {
      return new Arrival.First(new WriterProgress(seq, forgotten, gaps), 0);
    }
    var more = new ArrayList<>(gaps);
    more.add(new Gap(last + 1, seq - 1));
    long lost = more.size() > MOST_GAPS ? more.removeFirst().to() : forgotten;
    return new Arrival.First(new WriterProgress(seq, lost, more), skipped);
  }

  private WriterProgress closed(int index, long seq) {
    var rest = new ArrayList<>(gaps);
    var gap = rest.remove(index);
    if (seq < gap.to()) {
      rest.add(index, new Gap(seq + 1, gap.to()));
    }
    if (seq > gap.from()) {
      rest.add(index, new Gap(gap.from(), seq - 1));
    }
    // Closing one event of a gap may make two gaps of it.
    long lost = rest.size() > MOST_GAPS ? rest.removeFirst().to() : forgotten;
    return new WriterProgress(last, lost, rest);
  }
}
