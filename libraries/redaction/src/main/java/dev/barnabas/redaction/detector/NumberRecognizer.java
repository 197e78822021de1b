package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.detector.PhoneNumbers.Found;
import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.Optional;

/**
 * Reads a chain of digit groups from left to right: at each group a date is skipped, then a card, a
 * social security number and a telephone number are tried, in this order.
 */
final class NumberRecognizer {

  private NumberRecognizer() {}

  /** Returns where scanning goes on, behind the chain. */
  static int recognize(TextView view, int at, DetectContext context, SpanSink out) {
    NumberChain chain = new NumberChain(view, at);
    if (chain.groups() == 1 && chain.length(0) < 7) {
      return chain.lastEnd();
    }
    PhoneNumbers phones = new PhoneNumbers(chain, context);
    int end = chain.lastEnd();
    int group = 0;
    while (group < chain.groups()) {
      int taken = Dates.groups(chain, group);
      if (taken == 0) {
        taken = checked(chain, group, context, out);
      }
      if (taken == 0) {
        Optional<Found> found = phones.at(group);
        if (found.isPresent()) {
          taken = found.get().groups();
          int last = group + taken - 1;
          int phoneEnd = phones.extensionEnd(last);
          out.accept(
              chain.windowStart(group, last),
              phoneEnd,
              EntityType.PHONE,
              found.get().strength(),
              phoneEnd == chain.end(last) ? found.get().identity() : "");
        }
      }
      group += Math.max(1, taken);
    }
    return end;
  }

  private static int checked(NumberChain chain, int first, DetectContext context, SpanSink out) {
    int card = CardNumbers.groups(chain, first, context);
    if (card > 0) {
      int last = first + card - 1;
      report(chain, first, last, EntityType.CREDIT_CARD, out);
      return card;
    }
    int social = SocialSecurityNumbers.groups(chain, first, context);
    if (social > 0) {
      report(chain, first, first + social - 1, EntityType.US_SSN, out);
    }
    return social;
  }

  private static void report(
      NumberChain chain, int first, int last, EntityType type, SpanSink out) {
    out.accept(
        chain.start(first), chain.end(last), type, Strength.VALIDATED, chain.digits(first, last));
  }
}
