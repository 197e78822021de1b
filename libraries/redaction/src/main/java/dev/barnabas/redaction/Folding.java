package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.TextView;

/** Folded text: the normalised characters in lower case, by which values are compared. */
final class Folding {

  private Folding() {}

  static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c < 0x80 ? c : Character.toLowerCase(c);
  }

  static String fold(TextView view, int start, int end) {
    char[] folded = new char[end - start];
    for (int i = start; i < end; i++) {
      folded[i - start] = fold(view.charAt(i));
    }
    return new String(folded);
  }

  static String fold(String text) {
    NormalizedView view = NormalizedView.of(text);
    return fold(view, 0, view.length());
  }

  /** Says whether a term ends or begins between these two characters and not inside a word. */
  static boolean boundary(TextView view, int position) {
    if (position <= 0 || position >= view.length()) {
      return true;
    }
    return !(joins(view.charAt(position - 1)) && joins(view.charAt(position)));
  }

  private static boolean joins(char c) {
    return c < 0x2E80 && Character.isLetterOrDigit(c);
  }
}
