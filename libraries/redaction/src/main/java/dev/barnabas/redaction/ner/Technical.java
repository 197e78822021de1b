package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.TextView;
import java.util.BitSet;

/**
 * Marks tokens that are code, so that no name is looked for in them: identifiers, members, calls,
 * paths, and whole lines of a program. Comments are read as prose.
 */
final class Technical {

  /** So many lines to each side say whether a line is part of a program. */
  private static final int NEAR = 8;

  private static final int LEAST_LINES = 3;

  /** So many lines of comments are a program, whatever stands between them. */
  private static final int LEAST_COMMENTS = 8;

  /** So many capitals end a name such as {@code McDONALD}. */
  private static final int LEAST_CAPITALS = 4;

  private Technical() {}

  static void mark(TextView view, Tokens t) {
    BitSet code = new BitSet();
    BitSet blank = new BitSet();
    ProgramComments comments = new ProgramComments(view);
    int lines = 0;
    int end = Tokens.PAD + t.count;
    for (int first = Tokens.PAD; first < end; first = lineEnd(t, first, end) + 1) {
      int last = lineEnd(t, first, end);
      if (first == last) {
        blank.set(lines);
        comments.blank();
      } else {
        code.set(lines, line(view, t, first, last));
        comments.line(lines, t.start[first], t.end[last - 1]);
      }
      lines++;
    }
    if (code.cardinality() >= LEAST_LINES || comments.found().cardinality() >= LEAST_COMMENTS) {
      regions(t, code, blank, comments.found(), lines);
    }
  }

  private static int lineEnd(Tokens t, int first, int end) {
    int last = first;
    while (last < end && t.shape[last] != Tokens.LINE) {
      last++;
    }
    return last;
  }

  /** Marks comments, and the lines around which enough lines are code, as part of a program. */
  private static void regions(Tokens t, BitSet code, BitSet blank, BitSet comments, int lines) {
    int end = Tokens.PAD + t.count;
    int first = Tokens.PAD;
    int near = 0;
    int empty = 0;
    for (int line = 0; line < Math.min(lines, NEAR); line++) {
      near += code.get(line) ? 1 : 0;
      empty += blank.get(line) ? 1 : 0;
    }
    boolean mostly = code.cardinality() * 6 >= lines - blank.cardinality();
    int firstCode = code.nextSetBit(0) - 2;
    int lastCode = code.length() + 1;
    for (int line = 0; line < lines; line++) {
      near += (code.get(line + NEAR) ? 1 : 0) - (line > NEAR && code.get(line - NEAR - 1) ? 1 : 0);
      empty +=
          (blank.get(line + NEAR) ? 1 : 0) - (line > NEAR && blank.get(line - NEAR - 1) ? 1 : 0);
      int last = lineEnd(t, first, end);
      int seen = Math.min(lines, line + NEAR + 1) - Math.max(0, line - NEAR) - empty;
      boolean between = mostly && line >= firstCode && line <= lastCode;
      boolean inside = comments.get(line) || between || (near >= LEAST_LINES && near * 4 >= seen);
      for (int i = first; i <= last && i < end && inside; i++) {
        t.program[i] = true;
      }
      first = last + 1;
    }
  }

  /** Marks the tokens of a line of a program up to its comment; says whether it is one. */
  private static boolean line(TextView view, Tokens t, int first, int last) {
    if (!code(view, t, first, last)) {
      return false;
    }
    int i = first;
    do {
      t.technical[i] = true;
    } while (!comment(view, t, i) && ++i < last);
    return true;
  }

  /** Says whether a token is code: by its line, once lines are marked, or by what it touches. */
  static boolean is(Tokens t, int i) {
    return t.technical[i] || identifier(t.view, t, i);
  }

  private static char at(TextView view, int index) {
    return index >= 0 && index < view.length() ? view.charAt(index) : '\n';
  }

  /** Says whether a comment begins here: {@code //}, {@code #} and a space, {@code /*}. */
  private static boolean comment(TextView view, Tokens t, int i) {
    char c = at(view, t.start[i]);
    char next = at(view, t.start[i] + 1);
    char before = at(view, t.start[i] - 1);
    boolean slashes = c == '/' && (next == '/' || next == '*') && before != ':';
    return slashes
        || (c == '#' && next == ' ')
        || (c == '-' && next == '-' && at(view, t.start[i] + 2) == ' ');
  }

  /** A word that touches what only programs put beside words. */
  private static boolean identifier(TextView view, Tokens t, int i) {
    byte shape = t.shape[i];
    if (shape >= Tokens.NUMBER) {
      return shape == Tokens.CODE && view.charAt(t.start[i]) > '9';
    }
    char before = at(view, t.start[i] - 1);
    char after = at(view, t.end[i]);
    char next = at(view, t.end[i] + 1);
    if (before == '_'
        || after == '_'
        || before == '$'
        || before == '@'
        || before == '#'
        || before == '\\'
        || before == '=') {
      return true;
    }
    if (after == '(' && (Tokens.letter(before) || before == '.' || next == ')')) {
      return true;
    }
    if (after == '@'
        || after == '='
        || (after == '[' && Tokens.letter(next))
        || (after == ':' && next == ':')
        || (before == ':' && at(view, t.start[i] - 2) == ':')) {
      return true;
    }
    boolean member =
        before == '.'
            && wordy(at(view, t.start[i] - 2))
            && shape != Tokens.INITIAL
            && !initial(view, t.start[i] - 2);
    boolean owner =
        after == '.' && wordy(next) && shape != Tokens.INITIAL && !Character.isUpperCase(next);
    boolean path =
        (before == '/' && (at(view, t.start[i] - 2) == ' ' || shape == Tokens.LOWER))
            || (after == '/' && shape == Tokens.LOWER);
    boolean hump = shape == Tokens.MIXED && !surname(view, t.start[i], t.end[i]);
    return member || owner || path || hump;
  }

  private static boolean initial(TextView view, int at) {
    return Character.isUpperCase(at(view, at)) && !wordy(at(view, at - 1));
  }

  private static boolean wordy(char c) {
    return Tokens.letter(c) || (c >= '0' && c <= '9') || c == '_';
  }

  /** {@code McAllister}, {@code DeVito}, {@code McDONALD}: one capital inside, yet a name. */
  private static boolean surname(TextView view, int start, int end) {
    int second = run(view, start + 1, end, false);
    int small = second - start - 1;
    if (!Character.isUpperCase(view.charAt(start)) || small < 1 || small > 2 || end - start <= 4) {
      return false;
    }
    int capitals = run(view, second, end, true);
    return capitals == end
        ? end - second >= LEAST_CAPITALS
        : capitals == second + 1 && run(view, capitals, end, false) == end;
  }

  /** Where a run of capitals, or of others, ends. */
  private static int run(TextView view, int from, int end, boolean capitals) {
    int p = from;
    while (p < end && Character.isUpperCase(view.charAt(p)) == capitals) {
      p++;
    }
    return p;
  }

  /** {@code import a.b as c, d} and {@code from a import b, c}: words with marks between them. */
  private static boolean imports(TextView view, Tokens t, int first, int last) {
    int i = first;
    if (is(view, t, i, "from")) {
      i += 2;
      while (i < last && t.glued[i]) {
        i++;
      }
    }
    if (i >= last || !is(view, t, i, "import")) {
      return false;
    }
    boolean word = false;
    for (i++; i < last; i++) {
      boolean name = t.shape[i] < Tokens.NUMBER || t.shape[i] == Tokens.CODE;
      boolean as = is(view, t, i, "as");
      if ((name && word && !as) || (!name && ",.*_()\\;".indexOf(at(view, t.start[i])) < 0)) {
        return false;
      }
      word = name && !as;
    }
    return true;
  }

  private static boolean is(TextView view, Tokens t, int i, String word) {
    if (t.end[i] - t.start[i] != word.length()) {
      return false;
    }
    for (int k = 0; k < word.length(); k++) {
      if (view.charAt(t.start[i] + k) != word.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  /** Says whether a line is a line of a program, by its ends and by what stands in it. */
  private static boolean code(TextView view, Tokens t, int first, int last) {
    char begin = at(view, t.start[first]);
    if (begin == '"' || begin == '*' || comment(view, t, first)) {
      return false;
    }
    char end = at(view, t.end[last - 1] - 1);
    if (begin == '\'') {
      return end == ',' && last - first > 2;
    }
    if ((begin == 'i' || begin == 'f') && imports(view, t, first, last)) {
      return true;
    }
    char beforeEnd = last - first > 1 ? at(view, t.start[last - 2]) : '\n';
    int weight = 0;
    if (end == ';' || end == '{' || end == '}') {
      weight += 2;
    }
    if (end == '('
        || (end == ')' && beforeEnd == '(')
        || (end == ',' && beforeEnd == ')')
        || (end == ':' && (beforeEnd == ')' || beforeEnd == ']'))) {
      weight += 2;
    }
    for (int i = first; i < last && weight < 3; i++) {
      weight += weight(view, t, i);
    }
    return weight >= 3;
  }

  private static int weight(TextView view, Tokens t, int i) {
    int start = t.start[i];
    char c = view.charAt(start);
    char next = at(view, start + 1);
    char before = at(view, start - 1);
    return switch (c) {
      case '=' ->
          next == '=' || next == '>' || before == '!' || before == '+'
              ? 2
              : at(view, start - 1) == ' ' && next == ' ' ? 2 : 1;
      case '-' -> next == '>' ? 2 : 0;
      case ':' -> next == ':' || next == '=' ? 2 : 0;
      case '&', '|' -> next == c ? 2 : 0;
      case '(' -> wordy(before) ? next == ')' ? 2 : 1 : 0;
      case '[' -> wordy(before) ? 1 : 0;
      case '#' -> before == ' ' && next == ' ' ? 2 : 0;
      case '<' -> Character.isUpperCase(before) || next == '/' || wordy(before) ? 1 : 0;
      case '{', '}', ';' -> 1;
      case '_' -> wordy(before) || wordy(next) ? 1 : 0;
      default -> t.shape[i] < Tokens.NUMBER && t.keyword(i) ? 1 + keyword(view, t, i) : 0;
    };
  }

  private static int keyword(TextView view, Tokens t, int i) {
    boolean beginsLine = i == Tokens.PAD || t.shape[i - 1] == Tokens.LINE;
    return beginsLine && at(view, t.end[i]) == ' ' ? 1 : 0;
  }
}
