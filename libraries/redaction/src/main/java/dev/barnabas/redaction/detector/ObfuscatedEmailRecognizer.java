package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.Set;

/**
 * E-mail addresses in disguise: {@code bob [at] example [dot] org}, {@code bob at example dot org},
 * {@code bob @ example . org}. A bare word {@code at} counts only before spelled-out dots and a
 * common top level, since it is an English word.
 */
final class ObfuscatedEmailRecognizer {

  private static final int MAX_LABELS = 6;
  private static final int LONGEST_LABEL = 63;

  private static final Set<String> TOP_LEVELS =
      Set.of(
          "com", "org", "net", "edu", "gov", "mil", "info", "biz", "dev", "app", "io", "ai", "co",
          "uk", "de", "fr", "it", "es", "nl", "eu", "ca", "au", "jp", "cn", "br", "ru", "ch", "se",
          "pl", "at", "be", "dk", "fi", "cz", "pt", "gr", "kr", "nz", "mx", "za", "example", "test",
          "online", "site", "tech", "xyz", "cloud", "email", "mail");

  private ObfuscatedEmailRecognizer() {}

  /** Reads around an at sign with a space beside it. */
  static void spacedSign(TextView view, int at, SpanSink out) {
    boolean before = Chars.at(view, at - 1) == ' ';
    boolean after = Chars.at(view, at + 1) == ' ';
    if (!before && !after) {
      return;
    }
    int local = localStart(view, before ? at - 1 : at);
    report(local, domain(view, after ? at + 2 : at + 1, false), out);
  }

  /** Reads around {@code [at]}, {@code (at)} and the like, from their opening bracket. */
  static void bracketed(TextView view, int open, SpanSink out) {
    int close = bracketedWord(view, open, 'a', 't', '\0');
    if (close < 0) {
      return;
    }
    int local = localStart(view, skipBack(view, open));
    report(local, domain(view, skip(view, close), false), out);
  }

  /** Reads around the bare word {@code at}. */
  static void word(TextView view, int at, SpanSink out) {
    if (Chars.at(view, at - 1) != ' ' || Chars.at(view, at + 2) != ' ') {
      return;
    }
    int end = domain(view, at + 3, true);
    if (end > 0) {
      report(localStart(view, at - 1), end, out);
    }
  }

  private static void report(int start, int end, SpanSink out) {
    if (start >= 0 && end > 0) {
      out.accept(start, end, EntityType.EMAIL, Strength.SHAPED);
    }
  }

  /** Where the local part begins that ends here, spelled-out dots included; -1 if nothing is. */
  private static int localStart(TextView view, int end) {
    int start = EmailRecognizer.localStart(view, end);
    if (start == end) {
      return -1;
    }
    for (int i = 0; i < MAX_LABELS; i++) {
      int dot = dotBefore(view, start);
      int previous = dot < 0 ? dot : EmailRecognizer.localStart(view, dot);
      if (dot < 0 || previous == dot) {
        break;
      }
      start = previous;
    }
    return start;
  }

  /** Where a spelled-out dot begins that ends at {@code end}, its spaces included; -1 if none. */
  private static int dotBefore(TextView view, int end) {
    int p = skipBack(view, end);
    boolean closed = isClose(Chars.at(view, p - 1));
    int wordEnd = closed ? p - 1 : p;
    if (!matches(view, wordEnd - 3, 'd', 'o', 't')) {
      return -1;
    }
    int start = wordEnd - 3;
    if (closed) {
      return isOpen(Chars.at(view, start - 1)) ? skipBack(view, start - 1) : -1;
    }
    return p < end && Chars.at(view, start - 1) == ' ' ? start - 1 : -1;
  }

  /**
   * The end of a domain whose dots may be spelled out, or -1.
   *
   * @param spelled at least one dot must be a word, and the top level a common one
   */
  private static int domain(TextView view, int start, boolean spelled) {
    int p = start;
    int best = -1;
    boolean plainOnly = true;
    for (int label = 0; label < MAX_LABELS; label++) {
      int end = labelEnd(view, p);
      if (end == p) {
        break;
      }
      if (label > 0 && topLevel(view, p, end, plainOnly)) {
        best = spelled && plainOnly ? best : end;
      }
      int next = dotAfter(view, end);
      if (next < 0) {
        break;
      }
      plainOnly &= next == end + 1;
      p = next;
    }
    return best;
  }

  private static int labelEnd(TextView view, int start) {
    int p = start;
    while (p < start + LONGEST_LABEL
        && (Chars.alphanumeric(Chars.at(view, p)) || (p > start && Chars.at(view, p) == '-'))) {
      p++;
    }
    return p;
  }

  private static boolean topLevel(TextView view, int start, int end, boolean plainOnly) {
    StringBuilder word = new StringBuilder();
    for (int p = start; p < end; p++) {
      word.append(Chars.lower(view.charAt(p)));
    }
    String text = word.toString();
    boolean letters = text.length() >= 2 && text.chars().allMatch(Character::isLetter);
    return TOP_LEVELS.contains(text) || (plainOnly && letters);
  }

  /** Where the label behind a dot begins: {@code .}, {@code " . "}, {@code [dot]}, {@code dot}. */
  private static int dotAfter(TextView view, int end) {
    if (Chars.at(view, end) == '.') {
      return end + 1;
    }
    int p = skip(view, end);
    if (Chars.at(view, p) == '.' && p > end && Chars.at(view, p + 1) == ' ') {
      return p + 2;
    }
    int close = isOpen(Chars.at(view, p)) ? bracketedWord(view, p, 'd', 'o', 't') : -1;
    if (close > 0) {
      return skip(view, close);
    }
    boolean word = p > end && matches(view, p, 'd', 'o', 't') && Chars.at(view, p + 3) == ' ';
    return word ? p + 4 : -1;
  }

  /** Where a bracketed word ends, or -1; also {@code (@)} and {@code [.]}. */
  private static int bracketedWord(TextView view, int open, char first, char second, char third) {
    int p = skip(view, open + 1);
    char sign = first == 'a' ? '@' : '.';
    if (Chars.at(view, p) == sign) {
      p++;
    } else if (matches(view, p, first, second, third)) {
      p += third == '\0' ? 2 : 3;
    } else {
      return -1;
    }
    int close = skip(view, p);
    return isClose(Chars.at(view, close)) ? close + 1 : -1;
  }

  private static boolean matches(TextView view, int at, char first, char second, char third) {
    return at >= 0
        && Chars.lower(Chars.at(view, at)) == first
        && Chars.lower(Chars.at(view, at + 1)) == second
        && (third == '\0' || Chars.lower(Chars.at(view, at + 2)) == third);
  }

  private static boolean isOpen(char c) {
    return c == '(' || c == '[' || c == '{' || c == '<';
  }

  private static boolean isClose(char c) {
    return c == ')' || c == ']' || c == '}' || c == '>';
  }

  private static int skip(TextView view, int at) {
    return Chars.at(view, at) == ' ' ? at + 1 : at;
  }

  private static int skipBack(TextView view, int end) {
    return Chars.at(view, end - 1) == ' ' ? end - 1 : end;
  }
}
