package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;

/** IP addresses: dotted quads, and the text forms of RFC 4291 with zones and prefix lengths. */
final class IpRecognizer {

  private static final int LONGEST_V6 = 45;
  private static final int LONGEST_ZONE = 16;

  private IpRecognizer() {}

  /** Returns the end of a dotted quad that begins at a digit, or -1. */
  static int recognizeV4(TextView view, int at, Surroundings words, SpanSink out) {
    if (Chars.at(view, at + 1) != '.'
        && Chars.at(view, at + 2) != '.'
        && Chars.at(view, at + 3) != '.') {
      return -1;
    }
    char before = Chars.at(view, at - 1);
    if (Chars.joins(before) || (before == '.' && Chars.digitAt(view, at - 2))) {
      return -1;
    }
    int end = quad(view, at);
    if (end < 0 || Chars.joinsAt(view, end) || dotDigit(view, end)) {
      return -1;
    }
    words.around(at, end);
    if (words.on(Topic.IP, at, end) == Verdict.AGAINST) {
      return -1;
    }
    int withPrefix = prefixLength(view, end, 32);
    out.accept(at, withPrefix, EntityType.IP, Strength.VALIDATED);
    return withPrefix;
  }

  private static boolean dotDigit(TextView view, int end) {
    return Chars.at(view, end) == '.' && Chars.digitAt(view, end + 1);
  }

  /** The end of four numbers up to 255 with dots between them, or -1. */
  private static int quad(TextView view, int at) {
    int p = at;
    for (int part = 0; part < 4; part++) {
      if (part > 0) {
        if (Chars.at(view, p) != '.') {
          return -1;
        }
        p++;
      }
      int value = 0;
      int start = p;
      while (p < start + 3 && Chars.digitAt(view, p)) {
        value = value * 10 + view.charAt(p) - '0';
        p++;
      }
      if (p == start || value > 255) {
        return -1;
      }
    }
    return p;
  }

  private static int prefixLength(TextView view, int end, int max) {
    if (Chars.at(view, end) != '/') {
      return end;
    }
    int p = end + 1;
    int value = 0;
    while (p < end + 4 && Chars.digitAt(view, p)) {
      value = value * 10 + view.charAt(p) - '0';
      p++;
    }
    boolean whole = p > end + 1 && value <= max && !Chars.joinsAt(view, p) && !dotDigit(view, p);
    return whole ? p : end;
  }

  /** Reads around a colon; returns where scanning goes on, always behind the colon. */
  static int recognizeV6(TextView view, int colon, Surroundings words, SpanSink out) {
    int start = colon;
    while (start > 0 && colon - start < 5 && Chars.hex(view.charAt(start - 1))) {
      start--;
    }
    int end = colon;
    boolean digit = false;
    while (end < start + LONGEST_V6 + 1 && addressChar(Chars.at(view, end))) {
      end++;
    }
    for (int p = start; p < end; p++) {
      digit |= Chars.digit(view.charAt(p));
    }
    int next = Math.max(end, colon + 1);
    if (end - start > LONGEST_V6 || !startsHere(view, start)) {
      return next;
    }
    int trimmed = trim(view, start, end);
    if (Chars.joinsAt(view, trimmed) || !v6(view, start, trimmed)) {
      return next;
    }
    if (!digit && words.around(start, trimmed).on(Topic.IP, start, trimmed) != Verdict.STRONG) {
      return next;
    }
    int whole = prefixLength(view, zone(view, trimmed), 128);
    out.accept(start, whole, EntityType.IP, Strength.VALIDATED);
    return Math.max(next, whole);
  }

  private static boolean addressChar(char c) {
    return Chars.hex(c) || c == ':' || c == '.';
  }

  /** Not in the middle of a word, of a longer run, or of a slice such as {@code list[::2]}. */
  private static boolean startsHere(TextView view, int start) {
    char before = Chars.at(view, start - 1);
    if (before == '[') {
      char outside = Chars.at(view, start - 2);
      return !Chars.joins(outside) && outside != ')' && outside != ']';
    }
    return !Chars.joins(before) && before != ':' && before != '.';
  }

  private static int trim(TextView view, int start, int end) {
    int p = end;
    while (p > start && view.charAt(p - 1) == '.') {
      p--;
    }
    boolean single = p - start >= 2 && view.charAt(p - 1) == ':' && view.charAt(p - 2) != ':';
    return single ? p - 1 : p;
  }

  private static int zone(TextView view, int end) {
    if (Chars.at(view, end) != '%') {
      return end;
    }
    int p = end + 1;
    while (p < end + 1 + LONGEST_ZONE && Chars.joinsAt(view, p)) {
      p++;
    }
    return p > end + 1 ? p : end;
  }

  private static boolean v6(TextView view, int start, int end) {
    int groups = 0;
    boolean shortened = false;
    int p = start;
    if (Chars.at(view, p) == ':') {
      if (Chars.at(view, p + 1) != ':') {
        return false;
      }
      shortened = true;
      p += 2;
    }
    while (p < end) {
      int q = p;
      while (q < end && Chars.hex(view.charAt(q))) {
        q++;
      }
      if (q < end && view.charAt(q) == '.') {
        return quad(view, p) == end && fits(groups + 2, shortened);
      }
      if (q == p || q - p > 4) {
        return false;
      }
      groups++;
      if (q == end) {
        break;
      }
      boolean twice = q + 1 < end && view.charAt(q + 1) == ':';
      if ((twice && shortened) || (!twice && q + 1 == end)) {
        return false;
      }
      shortened |= twice;
      p = twice ? q + 2 : q + 1;
    }
    return fits(groups, shortened);
  }

  private static boolean fits(int groups, boolean shortened) {
    return shortened ? groups <= 7 : groups == 8;
  }
}
