package dev.barnabas.redaction;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a slot's text that detectors read as one: the whole of a prose text, or one decoded
 * key, string or number of a JSON text.
 */
final class Leaf {

  private static final int NO_NUMBER = -1;

  private final String text;
  private final int @Nullable [] offsets;
  private final int base;
  private final String label;
  private final int quotes;

  private Leaf(String text, int @Nullable [] offsets, int base, String label, int quotes) {
    this.text = text;
    this.offsets = offsets;
    this.base = base;
    this.label = label;
    this.quotes = quotes;
  }

  /** Text that stands in the slot's text as it is, from {@code base} on. */
  static Leaf plain(String text, int base, String label) {
    return new Leaf(text, null, base, label, NO_NUMBER);
  }

  /** A JSON number, around which quotes must be escaped so often. */
  static Leaf number(String text, int base, String label, int quotes) {
    return new Leaf(text, null, base, label, quotes);
  }

  /** Decoded text; {@code offsets} says where each character, and the end, stands. */
  static Leaf decoded(String text, int[] offsets, String label) {
    return new Leaf(text, offsets, 0, label, NO_NUMBER);
  }

  /** What detectors read. */
  String text() {
    return text;
  }

  /** What the text is called where it stands; empty if nothing. */
  String label() {
    return label;
  }

  /** Where a position of {@link #text()} stands in the slot's text. */
  int offset(int position) {
    return offsets == null ? base + position : offsets[position];
  }

  boolean number() {
    return quotes != NO_NUMBER;
  }

  /** A quote that holds at this depth of strings within strings. */
  String quote() {
    String quote = "\"";
    for (int i = 0; i < quotes; i++) {
      quote = JsonText.escape(quote);
    }
    return quote;
  }

  /** A part of this leaf that was decoded once more, with its offsets taken through to the slot. */
  Leaf part(Leaf inner) {
    int[] through = new int[inner.text.length() + 1];
    for (int i = 0; i < through.length; i++) {
      through[i] = offset(inner.offset(i));
    }
    return new Leaf(inner.text, through, 0, inner.label, inner.quotes);
  }
}
