package dev.barnabas.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes spans disjoint without letting go of a character: what overlaps becomes one span that
 * covers both, and the stronger of the two names its type; of equals, the longer, then the earlier.
 */
final class SpanResolution {

  private static final Comparator<Found> BY_PLACE =
      Comparator.comparingInt(Found::start).thenComparingInt(found -> -found.end());

  private SpanResolution() {}

  static List<Found> resolve(List<Found> spans) {
    if (spans.size() < 2) {
      return spans;
    }
    List<Found> ordered = new ArrayList<>(spans);
    ordered.sort(BY_PLACE);
    List<Found> resolved = new ArrayList<>();
    Found current = ordered.getFirst();
    for (Found next : ordered.subList(1, ordered.size())) {
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
