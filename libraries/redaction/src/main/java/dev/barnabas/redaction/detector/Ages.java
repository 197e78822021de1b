package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;

/** A person's age: {@code 50 years old}, {@code 50-year-old}, {@code aged 50}, {@code 50 y/o}. */
final class Ages {

  private static final WordTable BEFORE = WordTable.of("aged age");
  private static final WordTable YEARS = WordTable.of("year years yr yrs");
  private static final WordTable SHORT = WordTable.of("yo yrold yearold");
  private static final int OLDEST = 125;

  private Ages() {}

  /** Reads around a group of digits; returns where the age ends, or -1. */
  static int recognize(TextView view, int start, int end, SpanSink out) {
    if (end - start > 3 || end == start) {
      return -1;
    }
    int age = 0;
    for (int p = start; p < end; p++) {
      age = age * 10 + view.charAt(p) - '0';
    }
    if (age == 0 || age > OLDEST || Chars.at(view, start - 1) == '.') {
      return -1;
    }
    int behind = behind(view, end);
    boolean said = behind < 0 && before(view, start) && !Chars.joinsAt(view, end);
    if (behind < 0 && !said) {
      return -1;
    }
    int last = said ? end : behind;
    out.accept(start, last, EntityType.AGE, Strength.CONTEXTUAL);
    return last;
  }

  private static boolean before(TextView view, int start) {
    int p = start;
    while (p > start - 3 && (Chars.at(view, p - 1) == ' ' || Chars.at(view, p - 1) == ':')) {
      p--;
    }
    int word = p;
    while (word > p - 5 && Chars.asciiLetter(Chars.at(view, word - 1))) {
      word--;
    }
    return word < p && p < start && BEFORE.get(view, word, p) != 0;
  }

  private static int behind(TextView view, int end) {
    char separator = Chars.at(view, end);
    int p = separator == ' ' || separator == '-' ? end + 1 : end;
    int word = wordEnd(view, p);
    if (word == p) {
      return -1;
    }
    if (SHORT.get(view, p, word) != 0) {
      return word;
    }
    if (word == p + 1 && Chars.at(view, p) == 'y' && Chars.at(view, word) == '/') {
      boolean old = Chars.at(view, word + 1) == 'o' && !Chars.joinsAt(view, word + 2);
      return old ? word + 2 : -1;
    }
    if (YEARS.get(view, p, word) == 0) {
      return -1;
    }
    int next = word + 1;
    int nextEnd = wordEnd(view, next);
    boolean old =
        nextEnd == next + 3 && Chars.at(view, next) == 'o' && Chars.at(view, next + 1) == 'l';
    boolean ofAge =
        nextEnd == next + 2
            && Chars.at(view, next) == 'o'
            && wordEnd(view, nextEnd + 1) == nextEnd + 4
            && Chars.at(view, nextEnd + 1) == 'a';
    return old ? nextEnd : ofAge ? nextEnd + 4 : -1;
  }

  private static int wordEnd(TextView view, int from) {
    int p = from;
    while (p < from + 8 && Chars.asciiLetter(Chars.at(view, p))) {
      p++;
    }
    return p;
  }
}
