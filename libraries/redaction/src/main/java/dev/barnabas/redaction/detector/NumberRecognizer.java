package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.detector.PhoneNumbers.Found;
import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a chain of digit groups from left to right: at each group a date is tried, then a card, a
 * social security number, national and bank numbers, and a telephone number, in this order.
 */
final class NumberRecognizer {

  private static final int SHORTEST = 5;

  private TextView view;
  private final NumberChain chain;
  private final Surroundings words;
  private SpanSink out;
  private final PhoneNumbers phones;

  /** A recogniser for all chains of a text. */
  NumberRecognizer(TextView view, Surroundings words, SpanSink out) {
    this.view = view;
    this.chain = new NumberChain(view);
    this.words = words;
    this.out = out;
    this.phones = new PhoneNumbers(chain, words);
  }

  /** Goes on to another text of the same request. */
  void begin(TextView next, SpanSink sink) {
    view = next;
    out = sink;
    chain.begin(next);
  }

  /** Reads a chain; returns where scanning goes on, behind it. */
  int recognize(int at) {
    chain.read(at);
    if (chain.digits(0, chain.groups() - 1) >= SHORTEST) {
      words.around(chain.windowStart(0, 0), chain.lastEnd());
      return read();
    }
    int last = chain.groups() - 1;
    int start = last == 0 ? at : chain.start(last);
    int end = chain.lastEnd();
    return Math.max(Ages.recognize(view, start, end, out), end);
  }

  private int read() {
    int group = 0;
    int end = chain.lastEnd();
    while (group < chain.groups()) {
      int date = Dates.recognize(chain, group, words, out);
      if (date > 0) {
        end = Math.max(end, date);
        while (group < chain.groups() && chain.start(group) < date) {
          group++;
        }
        continue;
      }
      int taken = checked(group);
      if (taken == 0) {
        taken = phone(group);
      }
      if (taken == 0) {
        taken = ContextNumbers.recognize(chain, group, words, out);
      }
      group += Math.max(1, taken);
    }
    return end;
  }

  private int phone(int first) {
    Optional<Found> found = phones.at(first);
    if (found.isEmpty()) {
      return 0;
    }
    int taken = found.get().groups();
    int last = first + taken - 1;
    int end = phones.extensionEnd(last);
    out.accept(
        chain.windowStart(first, last),
        end,
        EntityType.PHONE,
        found.get().strength(),
        end == chain.end(last) ? found.get().identity() : "");
    return taken;
  }

  private int checked(int first) {
    int card = CardNumbers.groups(chain, first, words);
    if (card > 0) {
      return report(first, card, EntityType.CREDIT_CARD, Strength.VALIDATED);
    }
    int social = SocialSecurityNumbers.groups(chain, first, words);
    if (social > 0) {
      EntityType kind = Objects.requireNonNull(SocialSecurityNumbers.kind(chain, first));
      return report(first, social, kind, Strength.VALIDATED);
    }
    return national(first);
  }

  private int national(int first) {
    if (chain.plusBefore(first)) {
      return 0;
    }
    for (int last = first; last < chain.groups(); last++) {
      int digits = chain.digits(first, last);
      if (digits > NationalNumbers.longest()) {
        return 0;
      }
      for (NationalNumber kind : NationalNumbers.ofLength(digits)) {
        if (is(kind, first, last)) {
          return report(first, last - first + 1, kind.type(), Strength.VALIDATED);
        }
      }
    }
    return 0;
  }

  private boolean is(NationalNumber kind, int first, int last) {
    boolean usual = kind.groupedAsUsual(chain, first, last);
    if ((!usual && last > first) || !kind.check().holds(chain.digits(), chain.offset(first))) {
      return false;
    }
    if (chain.touched(first, last) || continued(first, last)) {
      return false;
    }
    int start = chain.start(first);
    int end = chain.end(last);
    Verdict verdict = words.on(kind.topic(), start, end);
    boolean shown =
        (usual && kind.written()) || (!usual && kind.alone() && words.alone(start, end));
    boolean is = verdict == Verdict.STRONG || (shown && verdict != Verdict.AGAINST);
    return is && !calledPhone(first);
  }

  private boolean calledPhone(int first) {
    return words.on(Topic.PHONE, chain.start(first), chain.end(first)) == Verdict.STRONG;
  }

  /** Says whether the same separator leads on to more digits on either side. */
  private boolean continued(int first, int last) {
    if (first == last) {
      char before = chain.separator(first);
      char after = chain.separator(last + 1);
      return before == '-' || before == '.' || before == '/' || after == '-' || after == '/';
    }
    char separator = chain.separator(first + 1);
    boolean mark = separator != ' ';
    return mark
        && ((first > 0 && chain.separator(first) == separator)
            || chain.separator(last + 1) == separator);
  }

  private int report(int first, int groups, EntityType type, Strength strength) {
    int last = first + groups - 1;
    out.accept(chain.start(first), chain.end(last), type, strength, chain.text(first, last));
    return groups;
  }
}
