package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.TagSink;
import dev.barnabas.redaction.spi.TextView;

/**
 * Makes names of tags: what follows a form of address is a person, and the lines of a postal
 * address are one place.
 */
final class Names {

  private static final int PERSON = 0;
  private static final int LOCATION = 1;

  /** So many tokens between two pieces of an address at most. */
  private static final int WIDEST_GAP = 4;

  private final TextView view;
  private final Tokens t;
  private final int[] tags;
  private final float[] margins;

  Names(Tokens tokens, int[] tags, float[] margins) {
    this.view = tokens.view;
    this.t = tokens;
    this.tags = tags;
    this.margins = margins;
  }

  void report(TagSink out, float scale) {
    address();
    titles();
    int n = 0;
    while (n < t.count) {
      int type = Tags.type(tags[n]);
      if (type < 0) {
        n++;
        continue;
      }
      int last = n;
      float margin = margins[n];
      while (last + 1 < t.count
          && Tags.type(tags[last + 1]) == type
          && !Tags.isBegin(tags[last + 1])) {
        last++;
        margin += margins[last];
      }
      int first = n;
      n = last + 1;
      while (last > first && t.shape[Tokens.PAD + last] >= Tokens.SIGN && !closing(last)) {
        last--;
      }
      boolean word = false;
      for (int k = first; k <= last; k++) {
        word |= t.shape[Tokens.PAD + k] < Tokens.NUMBER;
      }
      if (word
          && !acronym(type, first, last)
          && !(t.program[Tokens.PAD + first] && !fullName(type, first, last))) {
        float score = (float) (1 / (1 + Math.exp(-margin / (n - first) / scale)));
        out.accept(
            t.start[Tokens.PAD + first], t.end[Tokens.PAD + last], Tags.TYPES.get(type), score);
      }
    }
  }

  /**
   * One word in capitals that no list knows is an abbreviation, where others have small letters.
   */
  private boolean acronym(int type, int first, int last) {
    int known = t.known[Tokens.PAD + first];
    return type == PERSON
        && first == last
        && t.shape[Tokens.PAD + first] == Tokens.UPPER
        && t.textCase == 0
        && (known & (Gazetteer.FIRST_NAME | Gazetteer.LAST_NAME)) == 0;
  }

  /** In a program, only a first name with another name behind it is a name. */
  private boolean fullName(int type, int first, int last) {
    int known = t.known[Tokens.PAD + first];
    boolean firstName =
        (known & Gazetteer.FIRST_NAME) != 0
            && (known & (Gazetteer.COMMON | Gazetteer.TECHNICAL | Gazetteer.CALENDAR)) == 0;
    return type == PERSON
        && last == first + 1
        && firstName
        && capital(first)
        && capital(last)
        && (t.known[Tokens.PAD + last] & Gazetteer.COMMON) == 0;
  }

  private boolean closing(int n) {
    char c = view.charAt(t.start[Tokens.PAD + n]);
    if (c == ')') {
      return true;
    }
    return c == '.'
        && t.glued[Tokens.PAD + n]
        && t.end[Tokens.PAD + n - 1] - t.start[Tokens.PAD + n - 1] <= 3;
  }

  /** A capital word behind a title that the model left out. */
  private void titles() {
    for (int n = 0; n + 1 < t.count; n++) {
      int i = Tokens.PAD + n;
      boolean title = (t.known[i] & Gazetteer.TITLE) != 0 && tags[n] == Tags.OUTSIDE;
      int name = n + 1;
      if (title && sign(name, '.')) {
        name++;
      }
      if (title
          && name < t.count
          && tags[name] == Tags.OUTSIDE
          && capital(name)
          && (name > n + 1 || t.shape[i] != Tokens.LOWER)) {
        tags[name] = Tags.begin(PERSON);
        margins[name] = 4;
      }
    }
  }

  private boolean capital(int n) {
    byte shape = t.shape[Tokens.PAD + n];
    return (shape == Tokens.CAPITAL || shape == Tokens.MIXED) && !Technical.is(t, Tokens.PAD + n);
  }

  private boolean sign(int n, char c) {
    return n < t.count && view.charAt(t.start[Tokens.PAD + n]) == c;
  }

  /** Joins pieces of an address that commas, line ends and short numbers part. */
  private void address() {
    int end = -1;
    boolean numbered = false;
    for (int n = 0; n < t.count; n++) {
      if (Tags.type(tags[n]) != LOCATION) {
        continue;
      }
      boolean begins = Tags.isBegin(tags[n]);
      if (begins
          && end >= 0
          && n - end - 1 <= WIDEST_GAP
          && (numbered || number(n))
          && joins(end + 1, n)) {
        for (int k = end + 1; k <= n; k++) {
          tags[k] = Tags.inside(LOCATION);
          margins[k] = Math.max(margins[k], 1);
        }
      } else if (begins) {
        numbered = false;
      }
      numbered |= number(n);
      end = n;
    }
  }

  private boolean number(int n) {
    byte shape = t.shape[Tokens.PAD + n];
    return (shape > Tokens.NUMBER && shape <= Tokens.CODE)
        || (t.known[Tokens.PAD + n] & Gazetteer.STREET) != 0;
  }

  private boolean joins(int from, int to) {
    for (int n = from; n < to; n++) {
      char c = view.charAt(t.start[Tokens.PAD + n]);
      boolean part =
          c == ','
              || c == '\n'
              || c == '-'
              || c == '/'
              || (t.shape[Tokens.PAD + n] > Tokens.NUMBER
                  && t.shape[Tokens.PAD + n] <= Tokens.CODE);
      if (!part) {
        return false;
      }
    }
    return true;
  }
}
