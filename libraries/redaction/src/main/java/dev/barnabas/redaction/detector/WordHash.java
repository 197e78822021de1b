package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** A 64-bit hash of a word in lower case, so that words are looked up without being copied. */
final class WordHash {

  private static final long START = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  private WordHash() {}

  static long with(long hash, char c) {
    return (hash ^ Chars.lower(c)) * PRIME;
  }

  /** Spreads the bits; never 0. */
  static long finish(long hash) {
    long h = hash ^ (hash >>> 29);
    h *= 0xBF58476D1CE4E5B9L;
    return (h ^ (h >>> 32)) | 1L;
  }

  static long of(TextView view, int start, int end) {
    long hash = START;
    for (int p = start; p < end; p++) {
      hash = with(hash, view.charAt(p));
    }
    return finish(hash);
  }

  static long of(String word) {
    return of(word, 0, word.length());
  }

  static long of(String text, int start, int end) {
    long hash = START;
    for (int i = start; i < end; i++) {
      hash = with(hash, text.charAt(i));
    }
    return finish(hash);
  }
}
