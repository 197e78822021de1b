package dev.barnabas.redaction;

import dev.barnabas.redaction.spi.TextView;
import org.jspecify.annotations.Nullable;

/** The view of a text. ASCII text is itself and needs no map; it may be a part of a longer one. */
final class NormalizedView implements TextView {

  private final char[] chars;
  private final int from;
  private final int length;
  private final int @Nullable [] starts;
  private final int @Nullable [] ends;

  private NormalizedView(
      char[] chars, int from, int length, int @Nullable [] starts, int @Nullable [] ends) {
    this.chars = chars;
    this.from = from;
    this.length = length;
    this.starts = starts;
    this.ends = ends;
  }

  static NormalizedView of(String text) {
    char[] chars = text.toCharArray();
    return ascii(chars, 0, chars.length)
        ? new NormalizedView(chars, 0, chars.length, null, null)
        : folded(text);
  }

  /** The view of ASCII characters from {@code from} on; they must not change. */
  static NormalizedView ofAscii(char[] chars, int from, int length) {
    return new NormalizedView(chars, from, length, null, null);
  }

  static boolean ascii(char[] chars, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= chars[i];
    }
    return all < 0x80;
  }

  private static NormalizedView folded(String text) {
    char[] chars = new char[text.length()];
    int[] starts = new int[text.length()];
    int[] ends = new int[text.length()];
    int length = 0;
    int p = 0;
    while (p < text.length()) {
      int codePoint = text.codePointAt(p);
      int width = Character.charCount(codePoint);
      int folded = CharacterFolding.fold(codePoint);
      if (folded == codePoint && width == 2) {
        for (int i = 0; i < 2; i++) {
          chars[length] = text.charAt(p + i);
          starts[length] = p + i;
          ends[length] = p + i + 1;
          length++;
        }
      } else if (folded != CharacterFolding.LEFT_OUT) {
        chars[length] = (char) folded;
        starts[length] = p;
        ends[length] = p + width;
        length++;
      }
      p += width;
    }
    return new NormalizedView(chars, 0, length, starts, ends);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return chars[from + index];
  }

  @Override
  public int originalStart(int index) {
    return starts == null ? index : starts[index];
  }

  @Override
  public int originalEnd(int index) {
    return ends == null ? index : ends[index - 1];
  }
}
