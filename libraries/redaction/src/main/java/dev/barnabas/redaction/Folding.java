package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.TextView;

/** Folded text: the normalised characters in lower case, by which values are compared. */
final class Folding {

  private static final char[] ASCII = ascii();

  private static char[] ascii() {
    char[] folded = new char[0x80];
    for (char c = 0; c < folded.length; c++) {
      folded[c] = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
    return folded;
  }

  private Folding() {}

  static char fold(char c) {
    return c < 0x80 ? ASCII[c] : Character.toLowerCase(c);
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

  /** Says whether a character is part of a word in a script that has spaces between words. */
  static boolean joins(char c) {
    return c < 0x2E80 && Character.isLetterOrDigit(c);
  }
}
