package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** Identifiers of letters and digits of the United Kingdom. */
final class UnitedKingdom {

  private UnitedKingdom() {}

  /**
   * The end of a national insurance number, or -1: two letters, six digits in pairs that spaces may
   * part, and a letter from A to D.
   */
  static int insurance(TextView view, int start) {
    int p = start + 2;
    char separator = Chars.at(view, p);
    boolean spaced = separator == ' ' || separator == '-';
    if (!Chars.digitAt(view, spaced ? p + 1 : p)
        || !prefix(upper(view, start), upper(view, start + 1))) {
      return -1;
    }
    for (int pair = 0; pair < 3; pair++) {
      p += spaced && Chars.at(view, p) == separator ? 1 : 0;
      if (!LetteredIds.digits(view, p, 2)) {
        return -1;
      }
      p += 2;
    }
    p += Chars.at(view, p) == ' ' || (spaced && Chars.at(view, p) == separator) ? 1 : 0;
    char suffix = upper(view, p);
    return suffix >= 'A' && suffix <= 'D' && !Chars.joinsAt(view, p + 1) ? p + 1 : -1;
  }

  private static boolean prefix(char first, char second) {
    if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
      return false;
    }
    if ("DFIQUV".indexOf(first) >= 0 || "DFIOQUV".indexOf(second) >= 0) {
      return false;
    }
    return switch ("" + first + second) {
      case "BG", "GB", "KN", "NK", "NT", "TN", "ZZ" -> false;
      default -> true;
    };
  }

  /** The end of a postcode that begins here, or -1. */
  static int postcode(TextView view, int start) {
    if (!upperLetter(Chars.at(view, start))) {
      return -1;
    }
    if (Chars.at(view, start) == 'G'
        && Chars.at(view, start + 1) == 'I'
        && Chars.at(view, start + 2) == 'R') {
      return inward(view, start + 3, true);
    }
    if ("QVX".indexOf(view.charAt(start)) >= 0) {
      return -1;
    }
    int p = start + 1;
    char second = Chars.at(view, p);
    boolean two = upperLetter(second);
    if (two) {
      if ("IJZ".indexOf(second) >= 0) {
        return -1;
      }
      p++;
    }
    if (!Chars.digitAt(view, p)) {
      return -1;
    }
    p++;
    // The shortest district first, so that the digit of an unspaced inward part is left to it.
    int end = inward(view, p, false);
    if (end > 0) {
      return end;
    }
    char district = Chars.at(view, p);
    boolean letter = (two ? "ABEHMNPRVWXY" : "ABCDEFGHJKPSTUW").indexOf(district) >= 0;
    return district != '\0' && (letter || Chars.digit(district)) ? inward(view, p + 1, false) : -1;
  }

  private static int inward(TextView view, int from, boolean zero) {
    int p = Chars.at(view, from) == ' ' ? from + 1 : from;
    boolean digit = Chars.digitAt(view, p) && (!zero || view.charAt(p) == '0');
    char first = Chars.at(view, p + 1);
    char second = Chars.at(view, p + 2);
    boolean unit =
        upperLetter(first)
            && upperLetter(second)
            && "CIKMOV".indexOf(first) < 0
            && "CIKMOV".indexOf(second) < 0;
    boolean size = second == 'B' && (first == 'G' || first == 'T');
    return digit && unit && !size && !Chars.joinsAt(view, p + 3) ? p + 3 : -1;
  }

  private static boolean upperLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static char upper(TextView view, int at) {
    char c = Chars.at(view, at);
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }
}
