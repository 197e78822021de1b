package dev.barnabas.redaction;

import java.util.List;
import java.util.Locale;

/**
 * Placeholders as models write them back: in another case, with spaces, hyphens or leading zeros,
 * escaped for HTML, JSON or Markdown. All spellings of one have the same key: its letters and
 * digits in upper case.
 */
final class PlaceholderSyntax {

  /** How many characters a spelling may be longer than the placeholder itself. */
  static final int SLACK = 12;

  private static final List<String> OPENERS =
      List.of("<", "&lt;", "\\u003c", "\\<", "\uFF1C", "\u2039", "\u3008", "&#60;", "%3c");
  private static final List<String> CLOSERS =
      List.of(">", "&gt;", "\\u003e", "\\>", "\uFF1E", "\u203A", "\u3009", "&#62;", "%3e");

  /** The characters that a placeholder may begin with. */
  static final String FIRSTS = "<&\\%\uFF1C\u2039\u3008";

  /** What stands at a position. */
  enum Status {
    /** Not a placeholder. */
    NONE,
    /** The text ends before that is decided. */
    INCOMPLETE,
    /** Brackets with a key between them. */
    COMPLETE
  }

  /**
   * What was read.
   *
   * @param status whether it is whole
   * @param key the key, or its beginning
   * @param end behind the closing bracket, if whole
   */
  record Reading(Status status, String key, int end) {
    private static final Reading NOTHING = new Reading(Status.NONE, "", -1);
  }

  private PlaceholderSyntax() {}

  /** Says whether a placeholder may begin with this character. */
  static boolean opens(char c) {
    return FIRSTS.indexOf(c) >= 0;
  }

  /** The key of a placeholder such as {@code <EMAIL_1>}. */
  static String key(String placeholder) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < placeholder.length(); i++) {
      append(key, placeholder.charAt(i));
    }
    return key.toString();
  }

  /** Adds a character to a key; zeros behind a letter are left out, for no number begins so. */
  private static boolean append(StringBuilder key, char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) {
      key.append((char) (c & ~0x20));
      return true;
    }
    if (c < '0' || c > '9') {
      return false;
    }
    boolean leading = c == '0' && !key.isEmpty() && key.charAt(key.length() - 1) >= 'A';
    if (!leading) {
      key.append(c);
    }
    return true;
  }

  /** Reads at a position, at most {@code longest} characters far. */
  static Reading read(CharSequence text, int at, int longest) {
    int limit = Math.min(text.length(), at + longest);
    int form = 0;
    int p = bracket(text, at, OPENERS.getFirst());
    boolean cut = p < 0;
    while (p <= at && ++form < OPENERS.size()) {
      p = bracket(text, at, OPENERS.get(form));
      cut |= p < 0;
    }
    if (p <= at) {
      return cut ? new Reading(Status.INCOMPLETE, "", -1) : Reading.NOTHING;
    }
    // A bracket closes in the form it was opened in, else a backslash of the text would be taken
    // in.
    String closer = CLOSERS.get(form);
    StringBuilder key = new StringBuilder();
    while (p < limit) {
      char c = text.charAt(p);
      int close = bracket(text, p, closer);
      if (close > p) {
        return new Reading(Status.COMPLETE, key.toString(), close);
      }
      if (close < 0 || (c == '\\' && p + 1 == text.length())) {
        return new Reading(Status.INCOMPLETE, key.toString(), -1);
      }
      if (!append(key, c) && !filler(text, p, c)) {
        return Reading.NOTHING;
      }
      p++;
    }
    return limit == text.length() && limit < at + longest
        ? new Reading(Status.INCOMPLETE, key.toString(), -1)
        : Reading.NOTHING;
  }

  private static boolean filler(CharSequence text, int at, char c) {
    return switch (c) {
      case ' ', '_', '-', '`', '*', '\u00A0', '\u200B' -> true;
      case '\\' -> text.charAt(at + 1) == '_';
      default -> false;
    };
  }

  /** Behind the bracket that stands here; {@code at} if none; -1 if the text ends inside it. */
  private static int bracket(CharSequence text, int at, String bracket) {
    int p = 0;
    while (p < bracket.length()
        && at + p < text.length()
        && lower(text.charAt(at + p)) == bracket.charAt(p)) {
      p++;
    }
    if (p == bracket.length()) {
      return at + p;
    }
    return p > 0 && at + p == text.length() ? -1 : at;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  /** The numbered placeholder of a type. */
  static String numbered(String type, int number) {
    return "<" + type.toUpperCase(Locale.ROOT) + "_" + number + ">";
  }
}
