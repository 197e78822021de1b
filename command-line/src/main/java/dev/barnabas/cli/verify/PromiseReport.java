package dev.barnabas.cli.verify;

import java.util.List;

/**
 * What became of one promise.
 *
 * @param id P1 to P7
 * @param title what is promised, in a few words
 * @param examined what was looked at, and how much of it
 * @param violations where the promise was broken
 * @param notes what else a reader should know, such as a part that was not measured
 * @param measured whether a run like this can show it at all
 */
public record PromiseReport(
    String id,
    String title,
    List<Examined> examined,
    List<Violation> violations,
    List<String> notes,
    boolean measured) {

  /** Copies the lists. */
  public PromiseReport {
    examined = List.copyOf(examined);
    violations = List.copyOf(violations);
    notes = List.copyOf(notes);
  }

  /**
   * A count of items.
   *
   * @param what the items
   * @param count how many
   * @param required whether none is a failure
   */
  public record Examined(String what, long count, boolean required) {}

  /** What became of it. */
  public enum Outcome {
    /** Nothing examined contradicts it. */
    HELD,
    /** It was broken. */
    VIOLATED,
    /** Something that had to be examined was not there. */
    NOTHING_EXAMINED,
    /** A run like this cannot show it. */
    NOT_MEASURED
  }

  /** The verdict. */
  public Outcome outcome() {
    if (!measured) {
      return Outcome.NOT_MEASURED;
    }
    if (!violations.isEmpty()) {
      return Outcome.VIOLATED;
    }
    boolean empty = examined.stream().anyMatch(e -> e.required() && e.count() == 0);
    return empty ? Outcome.NOTHING_EXAMINED : Outcome.HELD;
  }

  /** Whether nothing speaks against it. */
  public boolean passed() {
    return switch (outcome()) {
      case HELD, NOT_MEASURED -> true;
      case VIOLATED, NOTHING_EXAMINED -> false;
    };
  }
}
