package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** A run of letters, digits and underscores, read once, with what it is made of. */
final class Token {

  private int start;
  private int end;
  private int letters;
  private int digits;
  private int uppers;
  private int underscores;
  private long hash;

  /** Reads the run that begins here. */
  void read(TextView view, int at) {
    start = at;
    letters = 0;
    digits = 0;
    uppers = 0;
    underscores = 0;
    long h = WordHash.start();
    int length = view.length();
    int p = at;
    for (; p < length; p++) {
      char c = view.charAt(p);
      if (c >= 'a' && c <= 'z') {
        letters++;
      } else if (c >= 'A' && c <= 'Z') {
        letters++;
        uppers++;
      } else if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '_') {
        underscores++;
      } else if (c >= 0x80 && Chars.joins(c)) {
        letters++;
      } else {
        break;
      }
      h = WordHash.with(h, c);
    }
    end = p;
    hash = h;
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
    return letters;
  }

  int uppers() {
    return uppers;
  }

  boolean underscored() {
    return underscores > 0;
  }

  /** The hash of the run in lower case. */
  long hash() {
    return WordHash.finish(hash);
  }
}
