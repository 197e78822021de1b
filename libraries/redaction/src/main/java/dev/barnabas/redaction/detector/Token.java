package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** A run of letters, digits and underscores, read once, with what it is made of. */
final class Token {

  private int start;
  private int end;
  private int digits;
  private int uppers;
  private int underscores;

  /** Reads the run that begins here. */
  void read(TextView view, int at) {
    int d = 0;
    int u = 0;
    int s = 0;
    int length = view.length();
    int p = at;
    for (; p < length; p++) {
      int kind = Chars.joining(view.charAt(p));
      if (kind == Chars.LOWER) {
        continue;
      }
      if (kind == 0) {
        break;
      }
      d += kind & Chars.DIGIT;
      u += kind == Chars.UPPER ? 1 : 0;
      s += kind == Chars.UNDERSCORE ? 1 : 0;
    }
    start = at;
    end = p;
    digits = d;
    uppers = u;
    underscores = s;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int length() {
    return end - start;
  }

  int digits() {
    return digits;
  }

  int letters() {
    return end - start - digits - underscores;
  }

  int uppers() {
    return uppers;
  }

  /** Says whether the run is letters alone. */
  boolean plain() {
    return digits + underscores == 0;
  }

  boolean underscored() {
    return underscores > 0;
  }
}
