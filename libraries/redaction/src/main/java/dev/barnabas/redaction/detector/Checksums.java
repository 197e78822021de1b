package dev.barnabas.redaction.detector;

/** Check digits of card, bank and national numbers, over digit values from a position on. */
final class Checksums {

  private static final int[][] DIHEDRAL = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
    {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
    {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
  };
  private static final int[][] PERMUTED = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
    {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
    {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
    {9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
    {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
    {2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
    {7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
  };

  private Checksums() {}

  /** The sum of ISO/IEC 7812-1 annex B. */
  static boolean luhn(byte[] digits, int from, int length) {
    return luhnSum(digits, from, length) % 10 == 0;
  }

  static int luhnSum(byte[] digits, int from, int length) {
    int sum = 0;
    boolean twice = false;
    for (int i = from + length - 1; i >= from; i--) {
      int part = twice ? digits[i] * 2 : digits[i];
      sum += part > 9 ? part - 9 : part;
      twice = !twice;
    }
    return sum;
  }

  /** The sum of the digits, each times its weight. */
  static int weighted(byte[] digits, int from, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += digits[from + i] * weights[i];
    }
    return sum;
  }

  /** The sum of J. Verhoeff, 1969. */
  static boolean verhoeff(byte[] digits, int from, int length) {
    int check = 0;
    for (int i = 0; i < length; i++) {
      check = DIHEDRAL[check][PERMUTED[i % 8][digits[from + length - 1 - i]]];
    }
    return check == 0;
  }

  /** ISO 7064 mod 11,10. */
  static boolean mod11And10(byte[] digits, int from, int length) {
    int product = 10;
    for (int i = 0; i < length - 1; i++) {
      int sum = (digits[from + i] + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == digits[from + length - 1];
  }

  /** The number that some digits make. */
  static long value(byte[] digits, int from, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value * 10 + digits[from + i];
    }
    return value;
  }

  /** Says whether two digits are a month and two a day. */
  static boolean monthAndDay(byte[] digits, int month, int day) {
    int m = digits[month] * 10 + digits[month + 1];
    int d = digits[day] * 10 + digits[day + 1];
    return m >= 1 && m <= 12 && d >= 1 && d <= 31;
  }
}
