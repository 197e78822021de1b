package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** Identifiers of letters and digits that bodies of the United States give. */
final class UnitedStates {

  /** C a digit from 1, N a digit, A a letter, X either: how a beneficiary number is built. */
  private static final String BENEFICIARY = "CAXNAXNAANN";

  private static final String LEFT_OUT = "SLOIBZ";

  private UnitedStates() {}

  /** The end of a beneficiary number written 4-3-4, or -1. */
  static int beneficiary(TextView view, int start) {
    if (Chars.at(view, start + 4) != '-' || Chars.at(view, start + 8) != '-') {
      return -1;
    }
    for (int i = 0, p = start; i < BENEFICIARY.length(); i++, p++) {
      p += i == 4 || i == 7 ? 1 : 0;
      if (!fits(BENEFICIARY.charAt(i), Chars.at(view, p))) {
        return -1;
      }
    }
    return Chars.joinsAt(view, start + 13) ? -1 : start + 13;
  }

  /** Says whether eleven characters are a beneficiary number without hyphens. */
  static boolean plainBeneficiary(TextView view, int start) {
    for (int i = 0; i < BENEFICIARY.length(); i++) {
      if (!fits(BENEFICIARY.charAt(i), Chars.at(view, start + i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(char kind, char c) {
    char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    boolean letter = upper >= 'A' && upper <= 'Z' && LEFT_OUT.indexOf(upper) < 0;
    boolean digit = Chars.digit(c);
    return switch (kind) {
      case 'C' -> digit && c != '0';
      case 'N' -> digit;
      case 'A' -> letter;
      default -> letter || digit;
    };
  }

  /** Two letters and seven digits with the sum that the drug enforcement administration uses. */
  static boolean prescriber(TextView view, int start) {
    char first = upper(view, start);
    char second = upper(view, start + 1);
    boolean registrant = "ABCDEFGHJKLMPRSTUX".indexOf(first) >= 0;
    boolean name = (second >= 'A' && second <= 'Z') || second == '9';
    if (!registrant || !name || !LetteredIds.digits(view, start + 2, 7)) {
      return false;
    }
    int odd = at(view, start, 0) + at(view, start, 2) + at(view, start, 4);
    int even = at(view, start, 1) + at(view, start, 3) + at(view, start, 5);
    return (odd + 2 * even) % 10 == at(view, start, 6) && odd + even > 0;
  }

  private static int at(TextView view, int start, int index) {
    return view.charAt(start + 2 + index) - '0';
  }

  private static char upper(TextView view, int at) {
    char c = Chars.at(view, at);
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }
}
