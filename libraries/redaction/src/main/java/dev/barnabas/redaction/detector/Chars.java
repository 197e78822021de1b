package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** Classes of characters, as the recognisers need them. */
final class Chars {

  /** From here on letters stand without spaces between words, so they join nothing. */
  private static final char FIRST_UNSPACED_SCRIPT = '\u2E80';

  /** Bits of {@link #CLASSES}. */
  static final int DIGIT = 1;

  static final int LOWER = 2;
  static final int UPPER = 4;
  static final int UNDERSCORE = 8;
  private static final int HEX = 16;
  private static final int LETTER = LOWER | UPPER;
  private static final int JOINING = LETTER | DIGIT | UNDERSCORE;
  private static final int ASCII = 0x80;
  private static final byte[] CLASSES = classes();

  private Chars() {}

  private static byte[] classes() {
    byte[] classes = new byte[ASCII];
    for (char c = 0; c < ASCII; c++) {
      int bits = c >= '0' && c <= '9' ? DIGIT | HEX : c == '_' ? UNDERSCORE : 0;
      bits |= c >= 'a' && c <= 'z' ? LOWER : c >= 'A' && c <= 'Z' ? UPPER : 0;
      bits |= (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? HEX : 0;
      classes[c] = (byte) bits;
    }
    return classes;
  }

  /** The class of a character that continues a word, letters of any script as lower case; or 0. */
  static int joining(char c) {
    return c < ASCII ? CLASSES[c] & JOINING : joins(c) ? LOWER : 0;
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean asciiLetter(char c) {
    return c < ASCII && (CLASSES[c] & LETTER) != 0;
  }

  static boolean hex(char c) {
    return c < ASCII && (CLASSES[c] & HEX) != 0;
  }

  /** A letter or digit of any script. */
  static boolean alphanumeric(char c) {
    return c < ASCII
        ? (CLASSES[c] & (LETTER | DIGIT)) != 0
        : Character.isLetterOrDigit(c) || mark(c);
  }

  private static boolean mark(char c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** A character that continues a number or a word, so that what it touches is part of more. */
  static boolean joins(char c) {
    return c < ASCII
        ? (CLASSES[c] & JOINING) != 0
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
