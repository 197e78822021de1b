package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;

/**
 * A number of digits that a state or a public body gives to a person, as a grouping and a check.
 *
 * @param type what it is
 * @param topic the words that speak for it
 * @param length how many digits it has
 * @param grouping the lengths of its groups as it is usually written, for example {@code 334}
 * @param separators the separators between them, in order; a single one stands for all
 * @param written whether the usual grouping with the check stands for itself, without words
 * @param alone whether bare digits with the check stand for themselves where nothing else is said
 * @param check says whether digits from a position on can be such a number
 */
record NationalNumber(
    EntityType type,
    Topic topic,
    int length,
    String grouping,
    String separators,
    boolean written,
    boolean alone,
    Check check) {

  /** A check over digit values. */
  @FunctionalInterface
  interface Check {
    boolean holds(byte[] digits, int from);
  }

  /** Says whether a window of a chain is grouped as this number is. */
  boolean groupedAsUsual(NumberChain chain, int first, int last) {
    if (last - first + 1 != grouping.length() || first == last) {
      return false;
    }
    for (int group = first; group <= last; group++) {
      if (chain.length(group) != grouping.charAt(group - first) - '0') {
        return false;
      }
      if (group > first && !separates(chain.separator(group), group - first - 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean separates(char separator, int index) {
    if (separators.indexOf(' ') >= 0 || separators.length() == 1) {
      return separators.indexOf(separator) >= 0;
    }
    return separators.charAt(Math.min(index, separators.length() - 1)) == separator;
  }
}
