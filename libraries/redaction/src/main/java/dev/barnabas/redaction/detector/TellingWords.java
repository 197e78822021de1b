package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;
import java.util.Arrays;

/**
 * The words of a text that say something about values nearby, with their places. They are looked
 * for once, no further than values ask for, and kept; most values then look at a few of them.
 */
final class TellingWords {

  /** How far before what was asked for reading begins where it leaves text out. */
  private static final int MARGIN = 16;

  private static final int FIRST_CAPACITY = 16;

  private TextView view;
  private int read;
  private int count;
  private int[] starts = new int[FIRST_CAPACITY];
  private int[] ends = new int[FIRST_CAPACITY];
  private long[] hashes = new long[FIRST_CAPACITY];

  TellingWords(TextView view) {
    this.view = view;
  }

  /** Goes on to another text. */
  void begin(TextView next) {
    view = next;
    read = 0;
    count = 0;
  }

  /** Lets the words speak that lie between two places, the last first. */
  void before(int from, int to, Verdicts into) {
    read(from, to);
    for (int i = count - 1; i >= 0 && starts[i] >= from; i--) {
      if (ends[i] <= to) {
        ContextWords.hear(hashes[i], into);
      }
    }
  }

  /** Lets the words speak that lie between two places of one line, the first first. */
  void after(int from, int to, Verdicts into) {
    read(from, to);
    int first = count;
    while (first > 0 && starts[first - 1] >= from) {
      first--;
    }
    int p = from;
    for (int i = first; i < count && ends[i] <= to; i++) {
      for (; p < starts[i]; p++) {
        if (view.charAt(p) == '\n') {
          return;
        }
      }
      ContextWords.hear(hashes[i], into);
    }
  }

  /** Finds the telling words that begin between two places, as far as they are not known. */
  private void read(int from, int to) {
    int p = read;
    if (p >= to) {
      return;
    }
    if (p < from - MARGIN) {
      p = from - MARGIN;
      if (letter(view.charAt(p - 1))) {
        p = wordEnd(p);
      }
    }
    while (p < to) {
      char c = view.charAt(p);
      if (letter(c)) {
        int end = wordEnd(p + 1);
        if (!Chars.digit(c) && ContextWords.possible(view, p, end)) {
          add(p, end);
        }
        p = end;
      }
      p++;
    }
    read = p;
  }

  private void add(int start, int end) {
    long hash = WordHash.of(view, start, end);
    if (!ContextWords.known(hash)) {
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
    hashes[count] = hash;
    count++;
  }

  private int wordEnd(int from) {
    int length = view.length();
    int p = from;
    while (p < length && letter(view.charAt(p))) {
      p++;
    }
    return p;
  }

  private static boolean letter(char c) {
    return c < 0x80 ? Chars.alphanumeric(c) : Character.isLetter(c);
  }
}
