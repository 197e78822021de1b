package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;

/** Hardware addresses: six pairs of hexadecimal digits, or three groups of four with dots. */
final class MacRecognizer {

  private MacRecognizer() {}

  /** Returns the end of an address that begins here, or -1. */
  static int recognize(TextView view, int at, SpanSink out) {
    char separator = Chars.at(view, at + 2);
    int width = separator == ':' || separator == '-' ? 2 : 4;
    if (width == 4) {
      separator = Chars.at(view, at + 4);
      if (separator != '.') {
        return -1;
      }
    }
    int end = at + 12 + 12 / width - 1;
    int digits = 0;
    int ones = 0;
    for (int p = at; p < end; p++) {
      char c = Chars.at(view, p);
      if ((p - at) % (width + 1) == width) {
        if (c != separator) {
          return -1;
        }
      } else if (!Chars.hex(c)) {
        return -1;
      } else {
        digits += c == '0' ? 0 : 1;
        ones += c == 'f' || c == 'F' ? 1 : 0;
      }
    }
    char before = Chars.at(view, at - 1);
    boolean more =
        Chars.joinsAt(view, end)
            || (Chars.at(view, end) == separator && Chars.hex(Chars.at(view, end + 1)))
            || (before == separator && Chars.hex(Chars.at(view, at - 2)));
    if (more || digits == 0 || ones == 12) {
      return -1;
    }
    out.accept(at, end, EntityType.MAC_ADDRESS, Strength.VALIDATED);
    return end;
  }
}
