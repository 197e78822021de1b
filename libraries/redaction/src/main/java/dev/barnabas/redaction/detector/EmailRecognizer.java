package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;

/**
 * E-mail addresses around an at sign: a local part of at most 64 characters, a domain of at least
 * two labels, a top level that is not a number (RFC 5321, 5322 and 6531 as people write them).
 */
final class EmailRecognizer {

  static final int LONGEST_LOCAL = 64;
  static final int LONGEST_DOMAIN = 253;

  private EmailRecognizer() {}

  /** Reads around an at sign; returns where scanning goes on. */
  static int recognize(TextView view, int at, SpanSink out) {
    int end = domainEnd(view, at + 1);
    int start = end < 0 ? at : localStart(view, at);
    if (end < 0 || start == at || image(view, at + 1, end)) {
      return at + 1;
    }
    boolean remoteCopy = at - start == 3 && gitRemote(view, start, end);
    if (!remoteCopy) {
      out.accept(start, end, EntityType.EMAIL, Strength.VALIDATED);
    }
    return end;
  }

  /** {@code git@host:path} names a repository, not a person. */
  private static boolean gitRemote(TextView view, int start, int end) {
    return view.charAt(start) == 'g'
        && view.charAt(start + 1) == 'i'
        && view.charAt(start + 2) == 't'
        && Chars.at(view, end) == ':'
        && Chars.joinsAt(view, end + 1);
  }

  /** {@code logo@2x.png} names a picture of double density. */
  private static boolean image(TextView view, int start, int end) {
    return Chars.digit(view.charAt(start))
        && view.charAt(start + 1) == 'x'
        && view.charAt(start + 2) == '.'
        && end - start <= 7;
  }

  static int localStart(TextView view, int at) {
    int floor = Math.max(0, at - LONGEST_LOCAL);
    if (Chars.at(view, at - 1) == '"') {
      for (int p = at - 2; p >= floor && view.charAt(p) != '\n'; p--) {
        if (view.charAt(p) == '"') {
          return p;
        }
      }
      return at;
    }
    boolean spaced = at > 0 && !Chars.unspaced(view.charAt(at - 1));
    int p = at;
    while (p > floor && localChar(view.charAt(p - 1))) {
      if (spaced && Chars.unspaced(view.charAt(p - 1))) {
        break;
      }
      p--;
    }
    while (p < at && edge(view.charAt(p))) {
      p++;
    }
    return p;
  }

  static boolean localChar(char c) {
    return Chars.alphanumeric(c)
        || switch (c) {
          case '.', '_', '%', '+', '-', '\'', '!', '&', '*', '#', '~', '$', '^' -> true;
          default -> false;
        };
  }

  private static boolean edge(char c) {
    return c == '.' || c == '-' || c == '\'' || c == '*' || c == '&' || c == '#' || c == '~';
  }

  /** The end of a domain of at least two labels that begins here, or -1. */
  static int domainEnd(TextView view, int start) {
    int limit = Math.min(view.length(), start + LONGEST_DOMAIN);
    int best = -1;
    int p = start;
    int labels = 0;
    while (p < limit) {
      int labelStart = p;
      while (p < limit && (Chars.alphanumeric(view.charAt(p)) || view.charAt(p) == '-')) {
        p++;
      }
      int labelEnd = p;
      while (labelEnd > labelStart && view.charAt(labelEnd - 1) == '-') {
        labelEnd--;
      }
      if (labelEnd == labelStart || view.charAt(labelStart) == '-') {
        break;
      }
      labels++;
      int top = topLevelEnd(view, labelStart, labelEnd);
      if (labels >= 2 && top > 0) {
        best = top;
      }
      if (labelEnd < p || p >= limit || view.charAt(p) != '.') {
        break;
      }
      p++;
    }
    return best;
  }

  /** The end of a label that can be a top level, or -1; a following unspaced script is cut off. */
  private static int topLevelEnd(TextView view, int start, int end) {
    if (!Character.isLetter(view.charAt(start))) {
      return -1;
    }
    boolean spaced = !Chars.unspaced(view.charAt(start));
    int p = start;
    while (p < end && !(spaced && Chars.unspaced(view.charAt(p)))) {
      p++;
    }
    return p - start >= 2 ? p : -1;
  }
}
