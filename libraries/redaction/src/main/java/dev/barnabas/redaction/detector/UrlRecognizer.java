package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;

/**
 * Web addresses: a scheme and a host with a top level, or a bare host under a common top level. The
 * password of an address with a user is a secret.
 */
final class UrlRecognizer {

  private static final WordTable SCHEMES = WordTable.of("http https ftp ftps sftp ws wss");

  /** Top levels that a bare host may have; those that are also endings of files are left out. */
  private static final WordTable TOP_LEVELS =
      WordTable.of(
          "com org net edu gov mil int info biz io co ai dev app online site tech xyz cloud shop"
              + " store blog club agency company email live news pro mobi travel museum jobs uk de"
              + " fr it es nl eu ca au jp cn br ru ch se at dk fi cz pt gr kr nz mx za ie hu ro bg"
              + " hr sk si lt lv ee lu ua tr il ae sa eg ma ng ke gh tw hk sg my th vn id ph pk bd"
              + " lk ar cl uy pe ve ec tv fm us example test");

  private static final WordTable PACKAGES =
      WordTable.of("com org net io dev java javax edu gov me");
  private static final int LONGEST_HOST = 253;
  private static final int LONGEST_USER = 128;

  private UrlRecognizer() {}

  /** Reads behind a word before {@code ://}; returns the end of the address, or -1. */
  static int afterScheme(TextView view, Token scheme, SpanSink out) {
    int at = scheme.end();
    if (Chars.at(view, at + 1) != '/' || Chars.at(view, at + 2) != '/') {
      return -1;
    }
    int authority = at + 3;
    int host = userEnd(view, authority, out);
    if (SCHEMES.get(view, scheme.start(), scheme.end()) == 0) {
      return -1;
    }
    int hostEnd = hostEnd(view, host);
    if (hostEnd < 0) {
      return -1;
    }
    int end = tail(view, hostEnd);
    out.accept(scheme.start(), end, EntityType.URL, Strength.VALIDATED);
    return end;
  }

  /** Where the host begins behind {@code user:password@}, whose password is reported. */
  private static int userEnd(TextView view, int from, SpanSink out) {
    int colon = -1;
    for (int p = from; p < from + LONGEST_USER; p++) {
      char c = Chars.at(view, p);
      if (c == '@') {
        if (colon > 0 && p > colon + 1) {
          out.accept(colon + 1, p, EntityType.SECRET, Strength.SHAPED);
        }
        return p + 1;
      }
      if (c == ':' && colon < 0) {
        colon = p;
      } else if (c <= ' ' || c == '/' || c == '"' || c == '\'' || c == '<' || c == '>') {
        return from;
      }
    }
    return from;
  }

  /** The end of a host of at least two labels, or of an IP address, or -1. */
  private static int hostEnd(TextView view, int from) {
    int p = from;
    int dots = 0;
    int labelStart = from;
    while (p < from + LONGEST_HOST) {
      char c = Chars.at(view, p);
      if (c == '.' && p > labelStart) {
        dots++;
        labelStart = p + 1;
      } else if (!Chars.alphanumeric(c) && c != '-') {
        break;
      }
      p++;
    }
    if (labelStart == p && dots > 0) {
      p--;
      dots--;
      labelStart = p;
      while (labelStart > from && view.charAt(labelStart - 1) != '.') {
        labelStart--;
      }
    }
    boolean topLevel = p - labelStart >= 2 || (dots == 3 && p > labelStart);
    return dots > 0 && topLevel ? p : -1;
  }

  /** The end of port, path, query and fragment; closing punctuation is not part of them. */
  private static int tail(TextView view, int from) {
    int p = from;
    int open = 0;
    char c = Chars.at(view, p);
    if (c != ':' && c != '/' && c != '?' && c != '#') {
      return from;
    }
    while (p < view.length()) {
      c = view.charAt(p);
      if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == '{' || c == '}'
          || c == '|' || c == '\\' || c == '^') {
        break;
      }
      if (c == '(') {
        open++;
      } else if (c == ')' && --open < 0) {
        break;
      }
      p++;
    }
    while (p > from && trailing(view.charAt(p - 1))) {
      p--;
    }
    return p;
  }

  private static boolean trailing(char c) {
    return switch (c) {
      case '.', ',', ';', ':', '!', '?', '\'', '"', '*', ']' -> true;
      default -> false;
    };
  }

  /** Reads a host without a scheme that begins with a word; returns its end, or -1. */
  static int bare(TextView view, Token first, SpanSink out) {
    if (hidden(Chars.at(view, first.start() - 1)) || first.underscored()) {
      return -1;
    }
    int p = first.end();
    int labels = 1;
    int labelStart = first.start();
    while (labels < 8 && p < first.start() + LONGEST_HOST) {
      char c = Chars.at(view, p);
      if ((c == '.' || c == '-') && Chars.alphanumeric(Chars.at(view, p + 1))) {
        labels += c == '.' ? 1 : 0;
        labelStart = c == '.' ? p + 1 : labelStart;
        p++;
      }
      int word = p;
      while (p < word + 63 && Chars.alphanumeric(Chars.at(view, p))) {
        p++;
      }
      if (p == word) {
        break;
      }
    }
    if (labels < 2 || !topLevel(view, labelStart, p)) {
      return -1;
    }
    char next = Chars.at(view, p);
    boolean named = labels >= 3 && PACKAGES.get(view, first.start(), first.end()) != 0;
    if (named || next == '(' || next == '@' || next == '_' || next == '[' || next == '=') {
      return -1;
    }
    int end = tail(view, p);
    out.accept(first.start(), end, EntityType.URL, Strength.SHAPED);
    return end;
  }

  private static boolean hidden(char before) {
    return before == '.'
        || before == '@'
        || before == '/'
        || before == '\\'
        || before == '$'
        || before == '-'
        || before == '#'
        || before == '_';
  }

  private static boolean topLevel(TextView view, int start, int end) {
    if (end - start < 2 || end - start > 10) {
      return false;
    }
    boolean upper = Character.isUpperCase(view.charAt(start));
    boolean uniform = true;
    for (int p = start; p < end; p++) {
      uniform &= Character.isUpperCase(view.charAt(p)) == upper;
    }
    return uniform && TOP_LEVELS.get(view, start, end) != 0;
  }
}
