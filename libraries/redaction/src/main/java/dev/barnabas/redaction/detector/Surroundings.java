package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.TextView;
import org.jspecify.annotations.Nullable;

/**
 * The words around a stretch of text without letters, and what the text is called where it stands.
 * They are read once, however many values are tried in the stretch.
 */
final class Surroundings {

  /** Characters read before a span. */
  static final int BEFORE = 48;

  /** Characters read after a span. */
  static final int AFTER = 18;

  private final TextView view;
  private int start;
  private int end;
  private final DetectContext context;
  private final Verdicts before = new Verdicts();
  private final Verdicts after = new Verdicts();
  private @Nullable Verdicts label;
  private int readBefore = -1;
  private int readAfter = -1;

  /** The surroundings of a stretch from {@code start} to {@code end}, exclusive. */
  Surroundings(TextView view, int start, int end, DetectContext context) {
    this.view = view;
    this.start = start;
    this.end = end;
    this.context = context;
  }

  /** Goes on to another stretch of the same text. */
  void around(int from, int to) {
    start = from;
    end = to;
    readBefore = -1;
    readAfter = -1;
  }

  TextView view() {
    return view;
  }

  DetectContext context() {
    return context;
  }

  /** What the words say about a span inside the stretch. */
  Verdict on(Topic topic, int spanStart, int spanEnd) {
    readBefore(spanStart);
    Verdict ahead = before.on(topic);
    if (ahead == Verdict.STRONG || ahead == Verdict.AGAINST) {
      return ahead;
    }
    Verdict named = named(topic);
    if (named == Verdict.STRONG || named == Verdict.AGAINST) {
      return named;
    }
    readAfter(spanEnd);
    Verdict behind = after.on(topic);
    if (behind == Verdict.STRONG) {
      return behind;
    }
    return ahead == Verdict.NONE && named == Verdict.NONE ? Verdict.NONE : Verdict.WEAK;
  }

  /** Says whether the span is all there is in the text, but for what is no letter or digit. */
  boolean alone(int spanStart, int spanEnd) {
    return spanStart <= 2 && view.length() - spanEnd <= 2;
  }

  private void readBefore(int spanStart) {
    int room = Math.max(0, BEFORE - Math.max(0, spanStart - start));
    if (readBefore != room) {
      readBefore = room;
      before.clear();
      if (room > 0) {
        before(Math.max(0, start - room));
      }
    }
  }

  private void readAfter(int spanEnd) {
    int rest = Math.max(0, AFTER - Math.max(0, end - spanEnd));
    if (readAfter != rest) {
      readAfter = rest;
      after.clear();
      if (rest > 0) {
        after(Math.min(view.length(), end + rest));
      }
    }
  }

  private void before(int from) {
    int p = start;
    while (p > from) {
      int wordEnd = p;
      while (p > from && letter(view.charAt(p - 1))) {
        p--;
      }
      if (p < wordEnd) {
        ContextWords.hear(view, p, wordEnd, before);
      } else {
        p--;
      }
    }
  }

  private void after(int to) {
    int p = end;
    while (p < to && view.charAt(p) != '\n') {
      int wordStart = p;
      while (p < to && letter(view.charAt(p))) {
        p++;
      }
      if (p > wordStart) {
        ContextWords.hear(view, wordStart, p, after);
      } else {
        p++;
      }
    }
  }

  private Verdict named(Topic topic) {
    if (context.label().isEmpty()) {
      return Verdict.NONE;
    }
    if (label == null) {
      label = new Verdicts();
      label(context.label(), label);
    }
    return label.on(topic);
  }

  /** Splits a label such as {@code socialSecurityNumber} or {@code phone_number} into words. */
  private static void label(String text, Verdicts into) {
    int from = Math.max(0, text.length() - 2 * BEFORE);
    int wordStart = from;
    for (int i = from; i <= text.length(); i++) {
      boolean ends = i == text.length() || !letter(text.charAt(i));
      boolean hump =
          !ends
              && i > wordStart
              && Character.isUpperCase(text.charAt(i))
              && !Character.isUpperCase(text.charAt(i - 1));
      if (ends || hump) {
        if (i > wordStart) {
          ContextWords.hear(WordHash.of(text, wordStart, i), into);
        }
        wordStart = ends ? i + 1 : i;
      }
    }
  }

  private static boolean letter(char c) {
    return c < 0x80 ? Chars.alphanumeric(c) : Character.isLetter(c);
  }
}
