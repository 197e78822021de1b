package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.TextView;
import org.jspecify.annotations.Nullable;

/**
 * The words around a stretch of text, and what the text is called where it stands. One is used for
 * all stretches of a text, one after the other.
 */
final class Surroundings {

  /** Characters read before a span. */
  static final int BEFORE = 48;

  /** Characters read after a span. */
  static final int AFTER = 18;

  /** The meanings of so many labels are kept. */
  private static final int LABELS = 32;

  private TextView view;
  private DetectContext context;
  private final TellingWords telling;
  private final Verdicts before = new Verdicts();
  private final Verdicts after = new Verdicts();
  private @Nullable String[] labels = new @Nullable String[0];
  private @Nullable Verdicts[] meanings = new @Nullable Verdicts[0];
  private @Nullable Verdicts label;
  private int start;
  private int end;
  private int readBefore = -1;
  private int readAfter = -1;

  /** The surroundings in a text. */
  Surroundings(TextView view, DetectContext context) {
    this.view = view;
    this.context = context;
    this.telling = new TellingWords(view);
  }

  /** Goes on to another text. */
  void begin(TextView next, DetectContext known) {
    view = next;
    context = known;
    telling.begin(next);
    label = null;
    around(0, 0);
  }

  /** Goes on to the stretch from {@code from} to {@code to}, exclusive. */
  Surroundings around(int from, int to) {
    start = from;
    end = to;
    readBefore = -1;
    readAfter = -1;
    return this;
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
        telling.before(Math.max(0, start - room), start, before);
      }
    }
  }

  private void readAfter(int spanEnd) {
    int rest = Math.max(0, AFTER - Math.max(0, end - spanEnd));
    if (readAfter != rest) {
      readAfter = rest;
      after.clear();
      if (rest > 0) {
        telling.after(end, Math.min(view.length(), end + rest), after);
      }
    }
  }

  private Verdict named(Topic topic) {
    if (context.label().isEmpty()) {
      return Verdict.NONE;
    }
    Verdicts meaning = label;
    if (meaning == null) {
      meaning = meaning(context.label());
      label = meaning;
    }
    return meaning.on(topic);
  }

  private Verdicts meaning(String text) {
    if (labels.length == 0) {
      labels = new @Nullable String[LABELS];
      meanings = new @Nullable Verdicts[LABELS];
    }
    int slot = text.hashCode() & (LABELS - 1);
    Verdicts known = meanings[slot];
    if (known != null && text.equals(labels[slot])) {
      return known;
    }
    Verdicts meaning = new Verdicts();
    label(text, meaning);
    labels[slot] = text;
    meanings[slot] = meaning;
    return meaning;
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
