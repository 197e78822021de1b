package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import java.util.List;

/**
 * The kinds of national number that the scanner knows, with the rules that their issuers publish.
 */
final class NationalNumbers {

  static final List<NationalNumber> ALL =
      List.of(
          id(EntityType.UK_NHS, Topic.NHS, 10, "334", " -", true, true, NationalNumbers::nhs),
          id(EntityType.US_NPI, Topic.MEDICAL, 10, "433", "-", true, true, NationalNumbers::npi),
          id(
              EntityType.IN_AADHAAR,
              Topic.NATIONAL_ID,
              12,
              "444",
              " -",
              true,
              true,
              NationalNumbers::aadhaar),
          id(
              EntityType.BR_CPF,
              Topic.NATIONAL_ID,
              11,
              "3332",
              "..-",
              true,
              false,
              NationalNumbers::cpf),
          id(
              EntityType.PL_PESEL,
              Topic.NATIONAL_ID,
              11,
              "11",
              " ",
              false,
              true,
              NationalNumbers::pesel),
          id(
              EntityType.DE_TAX_ID,
              Topic.TAX,
              11,
              "2333",
              " ",
              true,
              false,
              NationalNumbers::germanTax),
          id(
              EntityType.NL_BSN,
              Topic.NATIONAL_ID,
              9,
              "432",
              " .",
              false,
              false,
              NationalNumbers::bsn),
          id(
              EntityType.CA_SIN,
              Topic.NATIONAL_ID,
              9,
              "333",
              " -",
              true,
              false,
              NationalNumbers::sin),
          id(EntityType.AU_TFN, Topic.TAX, 9, "333", " -", false, false, NationalNumbers::tfn),
          id(
              EntityType.CH_AHV,
              Topic.NATIONAL_ID,
              13,
              "3442",
              ".",
              true,
              true,
              NationalNumbers::ahv),
          id(
              EntityType.SE_PERSONNUMMER,
              Topic.NATIONAL_ID,
              10,
              "64",
              "-",
              true,
              false,
              NationalNumbers::swedish),
          id(
              EntityType.SE_PERSONNUMMER,
              Topic.NATIONAL_ID,
              12,
              "84",
              "-",
              true,
              false,
              NationalNumbers::swedishLong),
          id(
              EntityType.KR_RRN,
              Topic.NATIONAL_ID,
              13,
              "67",
              "-",
              true,
              false,
              NationalNumbers::korean),
          id(
              EntityType.FR_NIR,
              Topic.NATIONAL_ID,
              15,
              "1222332",
              " ",
              true,
              true,
              NationalNumbers::french),
          id(
              EntityType.NO_FODSELSNUMMER,
              Topic.NATIONAL_ID,
              11,
              "65",
              " ",
              true,
              false,
              NationalNumbers::norwegian),
          id(
              EntityType.BE_NATIONAL_NUMBER,
              Topic.NATIONAL_ID,
              11,
              "22232",
              "..-.",
              true,
              false,
              NationalNumbers::belgian),
          id(
              EntityType.TR_NATIONAL_ID,
              Topic.NATIONAL_ID,
              11,
              "11",
              " ",
              false,
              false,
              NationalNumbers::turkish));

  private static final int LONGEST = 15;
  private static final NationalNumber[][] BY_LENGTH = byLength();

  private NationalNumbers() {}

  /** The kinds that have so many digits. */
  static NationalNumber[] ofLength(int length) {
    return BY_LENGTH[length <= LONGEST ? length : 0];
  }

  static int longest() {
    return LONGEST;
  }

  private static NationalNumber[][] byLength() {
    NationalNumber[][] table = new NationalNumber[LONGEST + 1][];
    for (int length = 0; length <= LONGEST; length++) {
      int wanted = length;
      table[length] =
          ALL.stream().filter(kind -> kind.length() == wanted).toArray(NationalNumber[]::new);
    }
    return table;
  }

  private static NationalNumber id(
      EntityType type,
      Topic topic,
      int length,
      String grouping,
      String separators,
      boolean written,
      boolean alone,
      NationalNumber.Check check) {
    return new NationalNumber(type, topic, length, grouping, separators, written, alone, check);
  }

  private static boolean nhs(byte[] d, int f) {
    int check = 11 - Checksums.weighted(d, f, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return check != 10 && check % 11 == d[f + 9] && !repeats(d, f, 10);
  }

  /** The Luhn sum with the issuer prefix 80840 in front, which adds 24. */
  private static boolean npi(byte[] d, int f) {
    return (d[f] == 1 || d[f] == 2)
        && (Checksums.luhnSum(d, f, 10) + 24) % 10 == 0
        && !repeats(d, f, 9);
  }

  private static boolean aadhaar(byte[] d, int f) {
    return d[f] >= 2 && Checksums.verhoeff(d, f, 12) && !repeats(d, f, 12);
  }

  private static boolean cpf(byte[] d, int f) {
    int first = Checksums.weighted(d, f, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    int second = Checksums.weighted(d, f, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
    return d[f + 9] == first && d[f + 10] == second && !repeats(d, f, 11);
  }

  private static boolean pesel(byte[] d, int f) {
    int month = (d[f + 2] * 10 + d[f + 3]) % 20;
    int day = d[f + 4] * 10 + d[f + 5];
    int sum = Checksums.weighted(d, f, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && sum % 10 == 0;
  }

  private static boolean germanTax(byte[] d, int f) {
    return d[f] != 0 && Checksums.mod11And10(d, f, 11) && !repeats(d, f, 10);
  }

  private static boolean bsn(byte[] d, int f) {
    return Checksums.weighted(d, f, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 && !repeats(d, f, 9);
  }

  private static boolean sin(byte[] d, int f) {
    return d[f] != 0 && d[f] != 8 && Checksums.luhn(d, f, 9) && !repeats(d, f, 9);
  }

  private static boolean tfn(byte[] d, int f) {
    return Checksums.weighted(d, f, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 && !repeats(d, f, 9);
  }

  private static boolean ahv(byte[] d, int f) {
    int sum = Checksums.weighted(d, f, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
    return Checksums.value(d, f, 3) == 756 && sum % 10 == 0;
  }

  private static boolean swedish(byte[] d, int f) {
    return Checksums.monthAndDay(d, f + 2, f + 4) && Checksums.luhn(d, f, 10);
  }

  private static boolean swedishLong(byte[] d, int f) {
    int century = d[f] * 10 + d[f + 1];
    return century >= 18 && century <= 20 && swedish(d, f + 2);
  }

  private static boolean korean(byte[] d, int f) {
    int sum = Checksums.weighted(d, f, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
    return Checksums.monthAndDay(d, f + 2, f + 4)
        && d[f + 6] >= 1
        && d[f + 6] <= 8
        && (11 - sum % 11) % 10 == d[f + 12];
  }

  private static boolean french(byte[] d, int f) {
    int month = d[f + 3] * 10 + d[f + 4];
    long key = 97 - Checksums.value(d, f, 13) % 97;
    return (d[f] == 1 || d[f] == 2)
        && month >= 1
        && month <= 42
        && key == Checksums.value(d, f + 13, 2);
  }

  private static boolean norwegian(byte[] d, int f) {
    int first = Checksums.weighted(d, f, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1);
    int second = Checksums.weighted(d, f, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1);
    return Checksums.monthAndDay(d, f + 2, f) && first % 11 == 0 && second % 11 == 0;
  }

  private static boolean belgian(byte[] d, int f) {
    long body = Checksums.value(d, f, 9);
    long key = Checksums.value(d, f + 9, 2);
    boolean before = 97 - body % 97 == key;
    boolean since = 97 - (2_000_000_000L + body) % 97 == key;
    return Checksums.monthAndDay(d, f + 2, f + 4) && (before || since);
  }

  private static boolean turkish(byte[] d, int f) {
    int odd = d[f] + d[f + 2] + d[f + 4] + d[f + 6] + d[f + 8];
    int even = d[f + 1] + d[f + 3] + d[f + 5] + d[f + 7];
    int tenth = Math.floorMod(odd * 7 - even, 10);
    return d[f] != 0 && tenth == d[f + 9] && (odd + even + tenth) % 10 == d[f + 10];
  }

  private static boolean repeats(byte[] d, int f, int length) {
    for (int i = 1; i < length; i++) {
      if (d[f + i] != d[f]) {
        return false;
      }
    }
    return true;
  }
}
