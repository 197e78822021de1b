package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes spans disjoint without letting go of a character: what overlaps becomes one span that
 * covers both, and the stronger of the two names its type; of equals, the longer, then the earlier.
 */
final class SpanResolution {

  private static final int SHORT_REST = 3;

  private static final Comparator<Found> BY_PLACE =
      Comparator.comparingInt(Found::start).thenComparingInt(found -> -found.end());

  private SpanResolution() {}

  static List<Found> resolve(List<Found> spans) {
    if (disjoint(spans)) {
      return spans;
    }
    List<Found> ordered = ordered(spans);
    List<Found> resolved = new ArrayList<>();
    Found current = ordered.getFirst();
    for (int i = 1; i < ordered.size(); i++) {
      Found next = ordered.get(i);
      if (next.start() < current.end()) {
        current = union(current, next);
      } else {
        resolved.add(current);
        current = next;
      }
    }
    resolved.add(current);
    return resolved;
  }

  /**
   * Cuts statistical spans where a surer one of another kind stands, so that a name beside a number
   * does not take the number in. What is left over is kept if it has a letter or a digit and is
   * more than a short word in small letters; a span that holds only postal codes and the like
   * besides keeps them.
   */
  static List<Found> cut(List<Found> spans, TextView view) {
    if (!anyGuess(spans)) {
      return spans;
    }
    List<Found> scored = new ArrayList<>();
    List<Found> sure = new ArrayList<>();
    for (Found span : spans) {
      boolean guess = span.strength() == Strength.SCORED && !span.type().equals(EntityType.TITLE);
      (guess ? scored : sure).add(span);
    }
    if (scored.isEmpty() || sure.isEmpty()) {
      return spans;
    }
    scored.sort(BY_PLACE);
    sure.sort(BY_PLACE);
    List<Found> kept = new ArrayList<>(sure);
    int from = 0;
    for (Found guess : scored) {
      int start = guess.start();
      while (from < sure.size() && sure.get(from).end() <= start) {
        from++;
      }
      for (int i = from; i < sure.size() && sure.get(i).start() < guess.end(); i++) {
        Found other = sure.get(i);
        if (postal(guess, other)) {
          kept.remove(other);
          continue;
        }
        keep(guess, start, other.start(), view, kept);
        start = Math.max(start, other.end());
      }
      keep(guess, start, guess.end(), view, kept);
    }
    return kept;
  }

  private static boolean anyGuess(List<Found> spans) {
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).strength() == Strength.SCORED) {
        return true;
      }
    }
    return false;
  }

  private static boolean postal(Found guess, Found other) {
    boolean code =
        other.type().equals(EntityType.ZIP_CODE) || other.type().equals(EntityType.UK_POSTCODE);
    return code
        && guess.type().equals(EntityType.LOCATION)
        && other.start() >= guess.start()
        && other.end() <= guess.end();
  }

  private static void keep(Found guess, int from, int to, TextView view, List<Found> kept) {
    int start = from;
    int end = to;
    while (start < end && !Character.isLetterOrDigit(view.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(view.charAt(end - 1)) && end < guess.end()) {
      end--;
    }
    boolean whole = start == guess.start() && end == guess.end();
    if (start < end && (whole || !rest(view, start, end))) {
      kept.add(new Found(start, end, guess.type(), guess.strength(), guess.identity()));
    }
  }

  /** Says whether what is left of a guess is a short word in small letters, such as a label. */
  private static boolean rest(TextView view, int start, int end) {
    for (int p = start; p < end; p++) {
      if (!Character.isLowerCase(view.charAt(p))) {
        return false;
      }
    }
    return end - start <= SHORT_REST;
  }

  private static boolean disjoint(List<Found> spans) {
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).start() < spans.get(i - 1).end()) {
        return false;
      }
    }
    return true;
  }

  private static List<Found> ordered(List<Found> spans) {
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i).start() < spans.get(i - 1).start()) {
        List<Found> ordered = new ArrayList<>(spans);
        ordered.sort(BY_PLACE);
        return ordered;
      }
    }
    return spans;
  }

  private static Found union(Found first, Found second) {
    Found winner = stronger(first, second);
    int start = Math.min(first.start(), second.start());
    int end = Math.max(first.end(), second.end());
    boolean whole = winner.start() == start && winner.end() == end;
    return new Found(start, end, winner.type(), winner.strength(), whole ? winner.identity() : "");
  }

  private static Found stronger(Found first, Found second) {
    int byStrength = first.strength().compareTo(second.strength());
    if (byStrength != 0) {
      return byStrength > 0 ? first : second;
    }
    return second.length() > first.length() ? second : first;
  }
}
