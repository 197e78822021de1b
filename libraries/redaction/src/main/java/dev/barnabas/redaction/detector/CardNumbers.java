package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.detector.Lexicon.Verdict;
import dev.barnabas.redaction.spi.DetectContext;

/**
 * Payment card numbers: an issuer's prefix with a length that issuer gives out (ISO/IEC 7812), the
 * Luhn sum, not all digits equal. No issuer's range holds a present-day time in seconds,
 * milliseconds, microseconds or as {@code yyyyMMddHHmmss}.
 */
final class CardNumbers {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;

  /** Common lengths first, so that a short number beside a card is not taken into it. */
  private static final int[] LENGTHS = {16, 15, 14, 19, 18, 17, 13, 12};

  private CardNumbers() {}

  /** How many groups from {@code first} make a card number; 0 if none do. */
  static int groups(NumberChain chain, int first, DetectContext context) {
    int[] lastByLength = new int[LONGEST + 1];
    int digits = 0;
    for (int last = first; last < chain.groups() && digits <= LONGEST; last++) {
      digits += chain.length(last);
      if (digits >= SHORTEST && digits <= LONGEST) {
        lastByLength[digits] = last + 1;
      }
    }
    for (int length : LENGTHS) {
      int last = lastByLength[length] - 1;
      if (last >= 0 && card(chain, first, last, context)) {
        return last - first + 1;
      }
    }
    return 0;
  }

  private static boolean card(NumberChain chain, int first, int last, DetectContext context) {
    if (!chain.uniform(first, last) || chain.touched(first, last)) {
      return false;
    }
    if (last > first && chain.separator(first + 1) != ' ' && chain.separator(first + 1) != '-') {
      return false;
    }
    String digits = chain.digits(first, last);
    if (!luhn(digits) || allEqual(digits)) {
      return false;
    }
    return switch (issuer(digits)) {
      case NONE -> false;
      case DISTINCT -> true;
      case WIDE -> spokenFor(chain, first, last, context);
    };
  }

  /** A wide range takes in too many ordinary numbers to go by the Luhn sum alone. */
  private static boolean spokenFor(NumberChain chain, int first, int last, DetectContext context) {
    Verdict verdict =
        Lexicon.CARD.around(chain.view(), chain.start(first), chain.end(last), context);
    return verdict == Verdict.STRONG || verdict == Verdict.WEAK;
  }

  /** How telling an issuer's range is. */
  enum Issuer {
    NONE,
    WIDE,
    DISTINCT
  }

  /** The kind of range a number falls in, by prefix and length. */
  static Issuer issuer(String digits) {
    int length = digits.length();
    int two = prefix(digits, 2);
    int four = prefix(digits, 4);
    if (digits.charAt(0) == '4') {
      return distinct(length == 13 || length == 16 || length == 19);
    }
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
      return distinct(length == 16);
    }
    if (two == 34 || two == 37) {
      return distinct(length == 15);
    }
    if (four >= 3528 && four <= 3589) {
      return distinct(length >= 16);
    }
    if (diners(two, four)) {
      return distinct(length == 14 || length == 16 || length == 19);
    }
    if (four >= 2200 && four <= 2204) {
      return distinct(length == 16 || length == 19);
    }
    return wide(digits, two, four);
  }

  private static boolean diners(int two, int four) {
    return two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059) || four == 3095;
  }

  private static Issuer wide(String digits, int two, int four) {
    int length = digits.length();
    int three = four / 10;
    boolean discover = four == 6011 || two == 65 || (three >= 644 && three <= 649);
    boolean unionPay = two == 62 || two == 81;
    boolean ruPay = two == 60 || two == 82;
    boolean maestro = two == 50 || (two >= 56 && two <= 58) || (two >= 60 && two <= 69);
    if ((discover || unionPay) && length >= 16) {
      return Issuer.DISTINCT;
    }
    if ((maestro || ruPay) && length == 16) {
      return Issuer.DISTINCT;
    }
    return maestro ? Issuer.WIDE : Issuer.NONE;
  }

  private static Issuer distinct(boolean holds) {
    return holds ? Issuer.DISTINCT : Issuer.NONE;
  }

  private static int prefix(String digits, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value = value * 10 + digits.charAt(i) - '0';
    }
    return value;
  }

  /** The sum of ISO/IEC 7812-1 annex B. */
  static boolean luhn(String digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      int part = twice ? digit * 2 : digit;
      sum += part > 9 ? part - 9 : part;
      twice = !twice;
    }
    return sum % 10 == 0;
  }

  private static boolean allEqual(String digits) {
    return digits.chars().allMatch(c -> c == digits.charAt(0));
  }
}
