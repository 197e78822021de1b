package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Detector;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.TextView;
import java.util.Set;

/** Finds e-mail addresses, telephone numbers, cards, bank accounts, IP addresses and the like. */
public final class ScanningDetector implements Detector {

  private static final Set<EntityType> ENTITIES =
      Set.of(
          EntityType.EMAIL,
          EntityType.PHONE,
          EntityType.US_SSN,
          EntityType.CREDIT_CARD,
          EntityType.IBAN,
          EntityType.IP);

  @Override
  public String id() {
    return "scanner";
  }

  @Override
  public Set<EntityType> entities() {
    return ENTITIES;
  }

  @Override
  public int lookAhead() {
    return EmailRecognizer.LONGEST_LOCAL + EmailRecognizer.LONGEST_DOMAIN;
  }

  /** The regions that a policy may name for telephone numbers, as ISO 3166 codes. */
  public static Set<String> phoneRegions() {
    return PhonePlan.regions();
  }

  @Override
  public void detect(TextView view, DetectContext context, SpanSink sink) {
    int length = view.length();
    int p = 0;
    while (p < length) {
      char c = view.charAt(p);
      if (Chars.digit(c)) {
        p = number(view, p, context, sink);
      } else if (Chars.joins(c)) {
        p = word(view, p, sink);
      } else {
        p = sign(view, p, c, context, sink);
      }
    }
  }

  private static int number(TextView view, int at, DetectContext context, SpanSink sink) {
    int address = IpRecognizer.recognizeV4(view, at, context, sink);
    return address > 0 ? address : NumberRecognizer.recognize(view, at, context, sink);
  }

  /** Passes a whole word, so that digits inside one never begin a number. */
  private static int word(TextView view, int at, SpanSink sink) {
    char c = view.charAt(at);
    if (Chars.asciiLetter(c)) {
      int iban = IbanRecognizer.recognize(view, at, sink);
      if (iban > 0) {
        return iban;
      }
    }
    int end = at + 1;
    while (Chars.joinsAt(view, end)) {
      end++;
    }
    if (end - at == 2 && Chars.lower(c) == 'a' && Chars.lower(view.charAt(at + 1)) == 't') {
      ObfuscatedEmailRecognizer.word(view, at, sink);
    }
    return end;
  }

  private static int sign(TextView view, int at, char c, DetectContext context, SpanSink sink) {
    switch (c) {
      case '@' -> {
        ObfuscatedEmailRecognizer.spacedSign(view, at, sink);
        return EmailRecognizer.recognize(view, at, sink);
      }
      case ':' -> {
        return IpRecognizer.recognizeV6(view, at, context, sink);
      }
      case '+', '(' -> {
        char next = Chars.at(view, at + 1);
        boolean area = c == '+' && next == '(' && Chars.digitAt(view, at + 2);
        if (Chars.digit(next) || area) {
          return NumberRecognizer.recognize(view, at, context, sink);
        }
        bracket(view, at, c, sink);
      }
      case '[', '{', '<' -> bracket(view, at, c, sink);
      default -> {}
    }
    return at + 1;
  }

  private static void bracket(TextView view, int at, char c, SpanSink sink) {
    if (c != '+') {
      ObfuscatedEmailRecognizer.bracketed(view, at, sink);
    }
  }
}
