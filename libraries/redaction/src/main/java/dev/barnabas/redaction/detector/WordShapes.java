package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;
import java.util.Collection;

/** The lengths of words by their first two letters, to pass over the words of no table at once. */
final class WordShapes {

  private static final int LETTERS = 32;

  /** Bit n: there is a word of n letters that begins so. */
  private final long[] lengths = new long[LETTERS * LETTERS];

  /** Adds words of at least two letters. */
  WordShapes add(Collection<String> words) {
    for (String word : words) {
      lengths[cell(word.charAt(0), word.charAt(1))] |= 1L << word.length();
    }
    return this;
  }

  /** Says whether the word of so many letters, fewer than 64, may be one of those added. */
  boolean possible(TextView view, int start, int length) {
    return length >= 2
        && (lengths[cell(view.charAt(start), view.charAt(start + 1))] >>> length & 1) != 0;
  }

  private static int cell(char first, char second) {
    return (Chars.lower(first) & (LETTERS - 1)) * LETTERS + (Chars.lower(second) & (LETTERS - 1));
  }
}
