package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import org.jspecify.annotations.Nullable;

/** Identifiers of letters and digits: those with a check by themselves, others beside words. */
final class LetteredIds {

  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };
  private static final int[] SINGAPOREAN = {2, 7, 6, 5, 4, 3, 2};

  private LetteredIds() {}

  /** Reads a token of letters and digits; returns the end of an identifier, or -1. */
  static int recognize(TextView view, Token token, Surroundings near, SpanSink out) {
    int start = token.start();
    int end = token.end();
    int hyphenated = UnitedStates.beneficiary(view, start);
    if (hyphenated > 0) {
      return report(start, hyphenated, EntityType.US_MBI, Strength.VALIDATED, out);
    }
    int finnish = token.length() == 6 || token.length() == 11 ? finnish(view, start) : -1;
    if (finnish > 0) {
      return report(start, finnish, EntityType.FI_PERSONAL_ID, Strength.VALIDATED, out);
    }
    if (token.digits() == 0 || token.letters() == 0 || token.underscored()) {
      return -1;
    }
    EntityType checked = checked(view, token);
    if (checked != null) {
      return report(start, end, checked, Strength.VALIDATED, out);
    }
    int length = token.length();
    if (length < 6 || length > 14 || token.digits() < 3) {
      return -1;
    }
    return said(token, near.around(start, end), out);
  }

  private static int report(int start, int end, EntityType type, Strength strength, SpanSink out) {
    out.accept(start, end, type, strength);
    return end;
  }

  private static int said(Token token, Surroundings words, SpanSink out) {
    int start = token.start();
    int end = token.end();
    if (token.length() <= 9 && words.on(Topic.PASSPORT, start, end) == Verdict.STRONG) {
      return report(start, end, EntityType.PASSPORT, Strength.CONTEXTUAL, out);
    }
    if (words.on(Topic.DRIVER_LICENSE, start, end) == Verdict.STRONG) {
      return report(start, end, EntityType.US_DRIVER_LICENSE, Strength.CONTEXTUAL, out);
    }
    if (token.length() == 11
        && UnitedStates.plainBeneficiary(words.view(), start)
        && words.on(Topic.MEDICAL, start, end) == Verdict.STRONG) {
      return report(start, end, EntityType.US_MBI, Strength.VALIDATED, out);
    }
    return -1;
  }

  private static @Nullable EntityType checked(TextView view, Token token) {
    int s = token.start();
    return switch (token.length()) {
      case 9 -> nine(view, s);
      case 10 -> indian(view, s) ? EntityType.IN_PAN : null;
      case 16 -> italian(view, s) ? EntityType.IT_FISCAL_CODE : null;
      default -> null;
    };
  }

  private static @Nullable EntityType nine(TextView view, int s) {
    if (UnitedStates.prescriber(view, s)) {
      return EntityType.MEDICAL_LICENSE;
    }
    if (UnitedKingdom.insurance(view, s) == s + 9) {
      return EntityType.UK_NINO;
    }
    if (digits(view, s, 8)) {
      return letter(view, s + 8) == SPANISH.charAt(number(view, s, 8) % 23)
          ? EntityType.ES_NIF
          : null;
    }
    char first = letter(view, s);
    if (!digits(view, s + 1, 7)) {
      return null;
    }
    if (first >= 'X' && first <= 'Z') {
      int value = (first - 'X') * 10_000_000 + number(view, s + 1, 7);
      return letter(view, s + 8) == SPANISH.charAt(value % 23) ? EntityType.ES_NIE : null;
    }
    return singaporean(view, s, first) ? EntityType.SG_NRIC : null;
  }

  private static boolean singaporean(TextView view, int s, char first) {
    if (first != 'S' && first != 'T' && first != 'F' && first != 'G') {
      return false;
    }
    int sum = first == 'T' || first == 'G' ? 4 : 0;
    for (int i = 0; i < 7; i++) {
      sum += (view.charAt(s + 1 + i) - '0') * SINGAPOREAN[i];
    }
    String letters = first == 'S' || first == 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK";
    return letter(view, s + 8) == letters.charAt(sum % 11);
  }

  /** Five letters, four digits, a letter; the fourth letter says whose it is. */
  private static boolean indian(TextView view, int s) {
    for (int i = 0; i < 10; i++) {
      char c = view.charAt(s + i);
      boolean digit = i >= 5 && i < 9;
      if (digit ? !Chars.digit(c) : c < 'A' || c > 'Z') {
        return false;
      }
    }
    return "PCHFATBLJG".indexOf(view.charAt(s + 3)) >= 0;
  }

  private static boolean italian(TextView view, int s) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = letter(view, s + i);
      boolean letter = i < 6 || i == 8 || i == 11;
      boolean digit = Chars.digit(c);
      if (letter == digit && (letter || i < 6)) {
        return false;
      }
      if (!digit && (c < 'A' || c > 'Z')) {
        return false;
      }
      int value = digit ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
    }
    return letter(view, s + 15) == 'A' + sum % 26;
  }

  /** {@code ddmmyy}, a sign of the century, three digits and a check character. */
  private static int finnish(TextView view, int s) {
    char century = letter(view, s + 6);
    boolean sign =
        century == '-'
            || century == '+'
            || century == 'A'
            || (century >= 'B' && century <= 'F')
            || (century >= 'U' && century <= 'Y');
    if (!sign || !digits(view, s, 6) || !digits(view, s + 7, 3) || Chars.joinsAt(view, s + 11)) {
      return -1;
    }
    int day = number(view, s, 2);
    int month = number(view, s + 2, 2);
    int value = number(view, s, 6) * 1000 + number(view, s + 7, 3);
    boolean date = day >= 1 && day <= 31 && month >= 1 && month <= 12;
    return date && letter(view, s + 10) == FINNISH.charAt(value % 31) ? s + 11 : -1;
  }

  private static char letter(TextView view, int at) {
    char c = Chars.at(view, at);
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }

  static boolean digits(TextView view, int from, int count) {
    for (int p = from; p < from + count; p++) {
      if (!Chars.digitAt(view, p)) {
        return false;
      }
    }
    return true;
  }

  private static int number(TextView view, int from, int count) {
    int value = 0;
    for (int p = from; p < from + count; p++) {
      value = value * 10 + view.charAt(p) - '0';
    }
    return value;
  }
}
