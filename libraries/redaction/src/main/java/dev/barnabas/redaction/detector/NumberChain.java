package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Groups of digits with separators between them, as people write cards, telephone and social
 * security numbers. The separator before a group is kept as one character: {@code '-'}, {@code
 * '.'}, {@code '/'}, {@code ')'} for any parenthesis, or a space.
 */
final class NumberChain {

  private static final int MAX_SEPARATOR = 6;

  private TextView view;
  private boolean plus;
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int[] offsets = new int[8];
  private char[] separators = new char[8];
  private byte[] digits = new byte[24];
  private int read;
  private int count;

  NumberChain(TextView view) {
    this.view = view;
  }

  /** Goes on to another text. */
  void begin(TextView next) {
    view = next;
  }

  /** Reads the chain that begins at a digit, at a plus or at an opening parenthesis. */
  void read(int at) {
    read = 0;
    count = 0;
    int p = at;
    plus = view.charAt(p) == '+';
    while (!Chars.digitAt(view, p)) {
      p++;
    }
    char separator = '\0';
    int length = view.length();
    while (p >= 0) {
      int groupStart = p;
      int offset = read;
      for (; p < length; p++) {
        char c = view.charAt(p);
        if (!Chars.digit(c)) {
          break;
        }
        if (read == digits.length) {
          digits = Arrays.copyOf(digits, read * 2);
        }
        digits[read++] = (byte) (c - '0');
      }
      add(groupStart, p, offset, separator);
      cutAdjacent();
      int next = nextGroup(p);
      separator = next < 0 ? '\0' : separatorBetween(p, next);
      p = next;
    }
  }

  private void add(int start, int end, int offset, char separator) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      offsets = Arrays.copyOf(offsets, count * 2);
      separators = Arrays.copyOf(separators, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
    offsets[count] = offset;
    separators[count] = separator;
    count++;
  }

  /** Where the next group begins, or -1 if what follows separates too much. */
  private int nextGroup(int from) {
    int limit = from + MAX_SEPARATOR;
    boolean mark = false;
    for (int p = from; p < limit; p++) {
      char c = Chars.at(view, p);
      if (Chars.digit(c)) {
        return p;
      }
      boolean wraps = (c == '\n' || c == '\r') && mark && Chars.at(view, from) == '-';
      if (c == '-' || c == '.' || c == '/') {
        if (mark) {
          return -1;
        }
        mark = true;
      } else if (c != ' ' && c != '(' && c != ')' && c != '\t' && !wraps) {
        return -1;
      }
    }
    return -1;
  }

  private char separatorBetween(int from, int to) {
    char found = ' ';
    for (int p = from; p < to; p++) {
      char c = view.charAt(p);
      if (c == '-' || c == '.' || c == '/') {
        return c;
      }
      if (c == '(' || c == ')') {
        found = ')';
      }
    }
    return found;
  }

  /**
   * {@code 536-90-4399536-90-4398}: where the serial of one social security number runs into the
   * area of the next, the group of seven is cut in two.
   */
  private void cutAdjacent() {
    int serial = count - 3;
    boolean adjacent =
        count >= 5
            && length(count - 5) == 3
            && length(count - 4) == 2
            && length(serial) == 7
            && length(count - 2) == 2
            && length(count - 1) >= 4
            && separators[count - 2] == separators[count - 4];
    if (!adjacent) {
      return;
    }
    int cut = starts[serial] + 4;
    int end = ends[serial];
    int offset = offsets[serial] + 4;
    add(0, 0, 0, '\0');
    for (int i = count - 1; i > serial + 1; i--) {
      starts[i] = starts[i - 1];
      ends[i] = ends[i - 1];
      offsets[i] = offsets[i - 1];
      separators[i] = separators[i - 1];
    }
    ends[serial] = cut;
    starts[serial + 1] = cut;
    ends[serial + 1] = end;
    offsets[serial + 1] = offset;
    separators[serial + 1] = '\0';
  }

  TextView view() {
    return view;
  }

  int groups() {
    return count;
  }

  int length(int group) {
    return ends[group] - starts[group];
  }

  int end(int group) {
    return ends[group];
  }

  int start(int group) {
    return starts[group];
  }

  int lastEnd() {
    return ends[count - 1];
  }

  /** The separator before a group; NUL before the first and where a group was cut. */
  char separator(int group) {
    return group < count ? separators[group] : '\0';
  }

  boolean plusBefore(int group) {
    return plus && group == 0;
  }

  /** The values of all digits of the chain, one after the other. */
  byte[] digits() {
    return digits;
  }

  /** Where a group's digits begin in {@link #digits()}. */
  int offset(int group) {
    return offsets[group];
  }

  /** How many digits the groups from {@code first} to {@code last} have, both included. */
  int digits(int first, int last) {
    return offsets[last] + length(last) - offsets[first];
  }

  /** The number that a group's digits make; of at most nine digits. */
  int value(int group) {
    int value = 0;
    for (int i = offsets[group]; i < offsets[group] + length(group); i++) {
      value = value * 10 + digits[i];
    }
    return value;
  }

  /** The digits of the groups from {@code first} to {@code last}, both included, as text. */
  String text(int first, int last) {
    int length = digits(first, last);
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('0' + digits[offsets[first] + i]);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Says whether one separator stands between all groups of a window. */
  boolean uniform(int first, int last) {
    for (int g = first + 2; g <= last; g++) {
      if (separators[g] != separators[first + 1]) {
        return false;
      }
    }
    return true;
  }

  /** Where a window begins, with the plus or the parenthesis that belongs to it. */
  int windowStart(int first, int last) {
    int start = starts[first];
    if (Chars.at(view, start - 1) == '(' && closes(first, last)) {
      start--;
      return plusBefore(first) && Chars.at(view, start - 1) == '+' ? start - 1 : start;
    }
    if (plusBefore(first) && Chars.at(view, start - 1) == '+') {
      return start - 1;
    }
    return start;
  }

  private boolean closes(int first, int last) {
    for (int p = ends[first]; p < starts[Math.min(last, first + 1)]; p++) {
      if (view.charAt(p) == ')') {
        return true;
      }
    }
    return false;
  }

  /** Says whether letters or digits touch a window, so that it is part of something longer. */
  boolean touched(int first, int last) {
    boolean before =
        first == 0
            && separators[first] == '\0'
            && Chars.joinsAt(view, windowStart(first, last) - 1);
    return before || touchedAfter(last);
  }

  private boolean touchedAfter(int last) {
    return (last + 1 == count || separators[last + 1] != '\0') && Chars.joinsAt(view, ends[last]);
  }

  /** Says whether the window is digits one by one and only a part of such a row. */
  boolean partOfRow(int first, int last) {
    if (last == first || (first == 0 && last == count - 1)) {
      return false;
    }
    for (int group = first; group <= last; group++) {
      if (length(group) > 1) {
        return false;
      }
    }
    return true;
  }
}
