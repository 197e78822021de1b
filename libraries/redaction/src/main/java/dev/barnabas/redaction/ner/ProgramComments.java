package dev.barnabas.redaction.ner;

import dev.barnabas.redaction.spi.TextView;
import java.util.BitSet;

/**
 * Tells the lines of comments: between {@code /*} and its end, behind {@code //}, three or more in
 * a row behind {@code #}, {@code --} or {@code ;;}, Perl's documentation from {@code =head} to
 * {@code =cut}, and doc strings between triple quotes that follow the head of a definition or begin
 * the text. Lines are given one after the other.
 */
final class ProgramComments {

  private static final int SHORTEST_ROW = 3;
  private static final String DOUBLE = "\"\"\"";
  private static final String SINGLE = "'''";

  private final TextView view;
  private final BitSet found = new BitSet();
  private boolean block;
  private boolean pod;
  private boolean doc;
  private String quotes = DOUBLE;
  private boolean head = true;
  private int row;

  ProgramComments(TextView view) {
    this.view = view;
  }

  /** Reads a line that is not blank, without the blanks around it. */
  void line(int number, int start, int end) {
    pod |= begins(start, end, "=head") || begins(start, end, "=pod");
    if (pod) {
      found.set(number);
      pod = !begins(start, end, "=cut");
      return;
    }
    boolean hash = !block && !doc && marked(at(start), at(start + 1));
    row = hash ? row + 1 : 0;
    if (hash) {
      if (row >= SHORTEST_ROW) {
        found.set(number - row + 1, number + 1);
      }
      return;
    }
    if (block || (!doc && begins(start, end, "/*"))) {
      found.set(number);
      block = !holds(start + (block ? 0 : 2), end, "*/");
    } else if (doc) {
      found.set(number);
      doc = !holds(start, end, quotes);
    } else if (head && quoted(start, end) > 0) {
      found.set(number);
      doc = !holds(quoted(start, end), end, quotes);
    } else if (begins(start, end, "//")) {
      found.set(number);
    }
    head = at(end - 1) == ':';
  }

  /** Says whether a line that begins so may be one of a row of comments. */
  private static boolean marked(char first, char second) {
    return switch (first) {
      case '#' -> " #!\n".indexOf(second) >= 0;
      case '-', ';' -> second == first;
      default -> false;
    };
  }

  /** Where a doc string's text begins, whose end is remembered; -1 if none begins here. */
  private int quoted(int start, int end) {
    int p = "rRuUbB".indexOf(at(start)) >= 0 ? start + 1 : start;
    quotes = begins(p, end, SINGLE) ? SINGLE : DOUBLE;
    return begins(p, end, quotes) ? p + quotes.length() : -1;
  }

  /** A blank line ends a row. */
  void blank() {
    row = 0;
  }

  /** The lines that are comments. */
  BitSet found() {
    return found;
  }

  private char at(int index) {
    return index >= 0 && index < view.length() ? view.charAt(index) : '\n';
  }

  private boolean begins(int start, int end, String mark) {
    if (end - start < mark.length()) {
      return false;
    }
    for (int i = 0; i < mark.length(); i++) {
      if (view.charAt(start + i) != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(int start, int end, String mark) {
    for (int p = start; p + mark.length() <= end; p++) {
      if (begins(p, end, mark)) {
        return true;
      }
    }
    return false;
  }
}
