package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.EntityType;

/**
 * A place in a text.
 *
 * @param start the first UTF-16 unit
 * @param end the one after the last
 * @param type what stands there
 */
public record Span(int start, int end, EntityType type) {

  /** Checks the range. */
  public Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("empty or negative span: " + start + " to " + end);
    }
  }

  /** The same place counted in code points of the text. */
  public Span inCodePoints(String text) {
    int first = text.codePointCount(0, start);
    return new Span(first, first + text.codePointCount(start, end), type);
  }
}
