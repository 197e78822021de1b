package dev.barnabas.redaction.spi;

/**
 * A text as detectors read it: full-width forms, foreign digits, exotic spaces and hyphens folded
 * to ASCII, invisible characters left out, and each position mapped back to the original.
 */
public interface TextView {

  /** The number of normalised characters. */
  int length();

  /** The normalised UTF-16 character at a position from 0 to {@link #length()} - 1. */
  char charAt(int index);

  /** Where the character at {@code index} begins in the original text, in UTF-16 units. */
  int originalStart(int index);

  /**
   * Where the character before {@code index} ends in the original text, in UTF-16 units; {@code
   * index} is an exclusive end, from 1 to {@link #length()}.
   */
  int originalEnd(int index);

  /** The normalised text from {@code start} to {@code end}, exclusive. */
  default String substring(int start, int end) {
    char[] chars = new char[end - start];
    for (int i = start; i < end; i++) {
      chars[i - start] = charAt(i);
    }
    return new String(chars);
  }
}
