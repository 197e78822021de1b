package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;
import java.util.Arrays;

/**
 * Groups of digits with separators between them, as people write cards, telephone and social
 * security numbers. The separator before a group is kept as one character: {@code '-'}, {@code
 * '.'}, {@code '/'}, {@code ')'} for any parenthesis, or a space.
 */
final class NumberChain {

  private static final int MAX_SEPARATOR = 6;

  private final TextView view;
  private final boolean plus;
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private char[] separators = new char[8];
  private int count;

  /** Reads the chain that begins at a digit, at a plus or at an opening parenthesis. */
  NumberChain(TextView view, int at) {
    this.view = view;
    int p = at;
    this.plus = view.charAt(p) == '+';
    while (!Chars.digitAt(view, p)) {
      p++;
    }
    char separator = '\0';
    while (p >= 0) {
      int groupStart = p;
      while (Chars.digitAt(view, p)) {
        p++;
      }
      add(groupStart, p, separator);
      int next = nextGroup(p);
      separator = next < 0 ? '\0' : separatorBetween(p, next);
      p = next;
    }
  }

  private void add(int start, int end, char separator) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      separators = Arrays.copyOf(separators, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
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

  /** Cuts a group in two, as when two numbers were written without anything between them. */
  void split(int group, int length) {
    int start = starts[group];
    int end = ends[group];
    add(0, 0, ' ');
    for (int i = count - 1; i > group + 1; i--) {
      starts[i] = starts[i - 1];
      ends[i] = ends[i - 1];
      separators[i] = separators[i - 1];
    }
    ends[group] = start + length;
    starts[group + 1] = start + length;
    ends[group + 1] = end;
    separators[group + 1] = '\0';
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

  /** The digits of the groups from {@code first} to {@code last}, both included. */
  String digits(int first, int last) {
    StringBuilder text = new StringBuilder(19);
    for (int g = first; g <= last; g++) {
      for (int p = starts[g]; p < ends[g]; p++) {
        text.append(view.charAt(p));
      }
    }
    return text.toString();
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
    boolean before = separators[first] == '\0' && Chars.joinsAt(view, windowStart(first, last) - 1);
    return (before && first == 0) || touchedAfter(last);
  }

  private boolean touchedAfter(int last) {
    return (last + 1 == count || separators[last + 1] != '\0') && Chars.joinsAt(view, ends[last]);
  }
}
