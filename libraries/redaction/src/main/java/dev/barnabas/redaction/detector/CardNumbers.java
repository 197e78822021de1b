package dev.barnabas.redaction.detector;

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
  static int groups(NumberChain chain, int first, Surroundings words) {
    int offset = chain.offset(first);
    int prefix = SHORTEST <= chain.digits(first, chain.groups() - 1) ? chain.digits()[offset] : 0;
    if (prefix < 2) {
      return 0;
    }
    int lengths = 0;
    long lasts = 0;
    for (int last = first; last < chain.groups(); last++) {
      int digits = chain.digits(first, last);
      if (digits > LONGEST) {
        break;
      }
      if (digits >= SHORTEST) {
        lengths |= 1 << digits;
        lasts |= (long) (last - first) << ((digits - SHORTEST) * 5);
      }
    }
    if (lengths == 0) {
      return 0;
    }
    for (int length : LENGTHS) {
      if ((lengths >> length & 1) == 1) {
        int last = first + (int) (lasts >> ((length - SHORTEST) * 5) & 31);
        if (card(chain, first, last, length, words)) {
          return last - first + 1;
        }
      }
    }
    return 0;
  }

  private static boolean card(
      NumberChain chain, int first, int last, int length, Surroundings words) {
    byte[] digits = chain.digits();
    int offset = chain.offset(first);
    Issuer issuer = issuer(digits, offset, length);
    if (issuer == Issuer.NONE || !Checksums.luhn(digits, offset, length)) {
      return false;
    }
    if (!chain.uniform(first, last)
        || chain.touched(first, last)
        || chain.partOfRow(first, last)
        || allEqual(digits, offset, length)) {
      return false;
    }
    if (last > first && chain.separator(first + 1) != ' ' && chain.separator(first + 1) != '-') {
      return false;
    }
    // A wide range takes in too many ordinary numbers to go by the Luhn sum alone.
    return issuer == Issuer.DISTINCT
        || words.on(Topic.CARD, chain.start(first), chain.end(last)).speaksFor();
  }

  /** How telling an issuer's range is. */
  enum Issuer {
    NONE,
    WIDE,
    DISTINCT
  }

  /** The kind of range a number falls in, by prefix and length. */
  static Issuer issuer(byte[] digits, int from, int length) {
    int two = prefix(digits, from, 2);
    int four = prefix(digits, from, 4);
    if (digits[from] == 4) {
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
    return wide(length, two, four);
  }

  private static boolean diners(int two, int four) {
    return two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059) || four == 3095;
  }

  private static Issuer wide(int length, int two, int four) {
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

  private static int prefix(byte[] digits, int from, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value = value * 10 + digits[from + i];
    }
    return value;
  }

  private static boolean allEqual(byte[] digits, int from, int length) {
    for (int i = 1; i < length; i++) {
      if (digits[from + i] != digits[from]) {
        return false;
      }
    }
    return true;
  }
}
