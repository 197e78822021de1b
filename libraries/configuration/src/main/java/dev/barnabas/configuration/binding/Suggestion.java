package dev.barnabas.configuration.binding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name someone probably meant: the least edits (Levenshtein distance), at most a third of
 * the letters.
 */
public final class Suggestion {

  private Suggestion() {}

  /** The candidate nearest to a name, if one is near enough. */
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, Math.min(wanted.length(), 30) / 3);
    return candidates.stream()
        .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= allowed)
        .min(
            Comparator.<String>comparingInt(
                    candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code (did you mean "x"?)} with its leading blank, or nothing. */
  public static String didYouMean(String name, Collection<String> candidates) {
    return nearest(name, candidates).map(near -> " (did you mean \"" + near + "\"?)").orElse("");
  }

  /** {@code ; defined: a, b}, or that nothing is defined. */
  public static String defined(Collection<String> candidates) {
    return candidates.isEmpty()
        ? "; none is defined"
        : "; defined: " + String.join(", ", candidates);
  }

  private static int distance(String left, String right) {
    if (left.length() > 200 || right.length() > 200) {
      return Integer.MAX_VALUE;
    }
    int[] previous = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + change, Math.min(previous[column], current[column - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
