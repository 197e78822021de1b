package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;

/**
 * International bank account numbers (ISO 13616): a country of the registry, that country's length,
 * and the remainder 1 of ISO 7064 mod 97-10. Groups may be parted by single spaces or hyphens.
 */
final class IbanRecognizer {

  /** Country and length, from the public IBAN registry. */
  private static final String REGISTRY =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29"
          + "ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30"
          + "KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24"
          + "PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29"
          + "VA22VG24XK20YE30";

  private static final int LETTERS = 26;
  private static final byte[] LENGTHS = lengths();

  private IbanRecognizer() {}

  private static byte[] lengths() {
    byte[] lengths = new byte[LETTERS * LETTERS];
    for (int i = 0; i < REGISTRY.length(); i += 4) {
      lengths[country(REGISTRY.charAt(i), REGISTRY.charAt(i + 1))] =
          (byte) Integer.parseInt(REGISTRY, i + 2, i + 4, 10);
    }
    return lengths;
  }

  private static int country(char first, char second) {
    return (first - 'A') * LETTERS + second - 'A';
  }

  /** Returns the end of the number that begins at a letter, or -1. */
  static int recognize(TextView view, int at, SpanSink out) {
    char first = view.charAt(at);
    if (at + 14 >= view.length() || !Chars.digit(view.charAt(at + 2))) {
      return -1;
    }
    boolean upper = first >= 'A' && first <= 'Z';
    char second = view.charAt(at + 1);
    if (!Chars.asciiLetter(second) || !Chars.digit(view.charAt(at + 3))) {
      return -1;
    }
    int length = LENGTHS[country(up(first), up(second))];
    if (length == 0 || (second >= 'A' && second <= 'Z') != upper) {
      return -1;
    }
    return read(view, at, length, upper, out);
  }

  private static int read(TextView view, int at, int length, boolean upper, SpanSink out) {
    char[] iban = new char[length];
    int p = at;
    for (int i = 0; i < length; i++) {
      char c = Chars.at(view, p);
      // Only capitals may be written in groups: in lower case the next word would join in.
      if (upper && i > 0 && (c == ' ' || c == '-')) {
        p++;
        c = Chars.at(view, p);
      }
      boolean letter = upper ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z';
      if (!letter && !Chars.digit(c)) {
        return -1;
      }
      iban[i] = up(c);
      p++;
    }
    if (Chars.joinsAt(view, p) || mod97(iban) != 1) {
      return -1;
    }
    out.accept(at, p, EntityType.IBAN, Strength.VALIDATED, new String(iban));
    return p;
  }

  private static char up(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - ' ') : c;
  }

  private static int mod97(char[] iban) {
    int remainder = 0;
    for (int i = 4; i < iban.length; i++) {
      remainder = with(remainder, iban[i]);
    }
    for (int i = 0; i < 4; i++) {
      remainder = with(remainder, iban[i]);
    }
    return remainder % 97;
  }

  /** One more digit, or a letter as two; the remainder is taken when there is no more room. */
  private static int with(int remainder, char c) {
    int value = remainder > 10_000_000 ? remainder % 97 : remainder;
    return Chars.digit(c) ? value * 10 + c - '0' : value * 100 + c - 'A' + 10;
  }
}
