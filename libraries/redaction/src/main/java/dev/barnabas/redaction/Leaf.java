package dev.barnabas.redaction;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a slot's text that detectors read as one: the whole of a prose text, or one decoded
 * key, string or number of a JSON text.
 */
final class Leaf {

  private static final int NO_NUMBER = -1;

  private final String source;
  private final char[] chars;
  private final int from;
  private final int length;
  private final int @Nullable [] offsets;
  private final String label;
  private final int quotes;
  private final boolean ascii;

  /** Made when it is first asked for. */
  private @Nullable String text;

  private Leaf(
      String source,
      char[] chars,
      int from,
      int length,
      int @Nullable [] offsets,
      String label,
      int quotes,
      boolean ascii) {
    this.source = source;
    this.chars = chars;
    this.from = from;
    this.length = length;
    this.offsets = offsets;
    this.label = label;
    this.quotes = quotes;
    this.ascii = ascii;
  }

  /** Text that is all of a slot's text as it is. */
  static Leaf whole(String text) {
    char[] chars = text.toCharArray();
    boolean ascii = NormalizedView.ascii(chars, 0, chars.length);
    return new Leaf(text, chars, 0, chars.length, null, "", NO_NUMBER, ascii);
  }

  /** A part of this leaf's text, as it is. */
  Leaf plain(int start, int end, String called) {
    return new Leaf(source, chars, from + start, end - start, null, called, NO_NUMBER, ascii);
  }

  /** A JSON number in this leaf's text, around which quotes must be escaped so often. */
  Leaf number(int start, int end, String called, int depth) {
    return new Leaf(source, chars, from + start, end - start, null, called, depth, true);
  }

  /** Decoded text; {@code offsets} says where each character, and the end, stands. */
  static Leaf decoded(String text, int[] offsets, String label) {
    return new Leaf(text, text.toCharArray(), 0, text.length(), offsets, label, NO_NUMBER, false);
  }

  /** What detectors read. */
  String text() {
    if (text == null) {
      text = length == source.length() ? source : source.substring(from, from + length);
    }
    return text;
  }

  /** The first character; the text is not empty. */
  char first() {
    return chars[from];
  }

  /** Says whether the text is this one. */
  boolean is(String other) {
    return other.length() == length && source.startsWith(other, from);
  }

  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  /** A part of {@link #text()}. */
  String text(int start, int end) {
    return source.substring(from + start, from + end);
  }

  /** Says whether the text begins and ends as a JSON object or array does. */
  boolean bracketed() {
    return JsonText.bracketed(chars, from, from + length);
  }

  /** What detectors see. */
  NormalizedView view() {
    return ascii || NormalizedView.ascii(chars, from, from + length)
        ? NormalizedView.ofAscii(chars, from, length)
        : NormalizedView.of(text());
  }

  /** What the text is called where it stands; empty if nothing. */
  String label() {
    return label;
  }

  /** Where a position of {@link #text()} stands in the slot's text. */
  int offset(int position) {
    return offsets == null ? from + position : offsets[position];
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
    int[] through = new int[inner.length + 1];
    for (int i = 0; i < through.length; i++) {
      through[i] = offset(inner.offset(i));
    }
    return new Leaf(
        inner.source,
        inner.chars,
        inner.from,
        inner.length,
        through,
        inner.label,
        inner.quotes,
        inner.ascii);
  }
}
