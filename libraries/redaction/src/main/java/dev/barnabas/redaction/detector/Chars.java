package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** Classes of characters, as the recognisers need them. */
final class Chars {

  /** From here on letters stand without spaces between words, so they join nothing. */
  private static final char FIRST_UNSPACED_SCRIPT = '\u2E80';

  private Chars() {}

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean asciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean hex(char c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** A letter or digit of any script. */
  static boolean alphanumeric(char c) {
    return c < 0x80 ? digit(c) || asciiLetter(c) : Character.isLetterOrDigit(c) || mark(c);
  }

  private static boolean mark(char c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** A character that continues a number or a word, so that what it touches is part of more. */
  static boolean joins(char c) {
    return c < 0x80
        ? digit(c) || asciiLetter(c) || c == '_'
        : c < FIRST_UNSPACED_SCRIPT && Character.isLetterOrDigit(c);
  }

  static boolean unspaced(char c) {
    return c >= FIRST_UNSPACED_SCRIPT;
  }

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ' ') : c < 0x80 ? c : Character.toLowerCase(c);
  }

  /** The character at a position, or NUL outside the text. */
  static char at(TextView view, int index) {
    return index >= 0 && index < view.length() ? view.charAt(index) : '\0';
  }

  static boolean joinsAt(TextView view, int index) {
    return joins(at(view, index));
  }

  static boolean digitAt(TextView view, int index) {
    return digit(at(view, index));
  }
}
