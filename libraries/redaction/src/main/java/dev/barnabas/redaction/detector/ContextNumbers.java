package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;

/**
 * Numbers of digits that no shape gives away: they count beside words that name them, some of them
 * with a check besides.
 */
final class ContextNumbers {

  private ContextNumbers() {}

  /** Reports what the groups from {@code first} on are; returns how many it takes, 0 if none. */
  static int recognize(NumberChain chain, int first, Surroundings words, SpanSink out) {
    int routing = routing(chain, first, words, out);
    if (routing > 0) {
      return routing;
    }
    int zip = zip(chain, first, words, out);
    if (zip > 0) {
      return zip;
    }
    if (chain.touched(first, first) || followedByMore(chain, first)) {
      return 0;
    }
    int length = chain.length(first);
    if (length >= 7
        && length <= 9
        && words.on(Topic.PASSPORT, chain.start(first), chain.end(first)) == Verdict.STRONG) {
      return report(chain, first, first, EntityType.PASSPORT, out);
    }
    if (length >= 6
        && length <= 14
        && words.on(Topic.DRIVER_LICENSE, chain.start(first), chain.end(first)) == Verdict.STRONG) {
      return report(chain, first, first, EntityType.US_DRIVER_LICENSE, out);
    }
    if (length >= 7
        && length <= 17
        && words.on(Topic.BANK_ACCOUNT, chain.start(first), chain.end(first)) == Verdict.STRONG
        && words.on(Topic.CARD, chain.start(first), chain.end(first)) != Verdict.STRONG) {
      return report(chain, first, first, EntityType.US_BANK_NUMBER, out);
    }
    return 0;
  }

  private static boolean followedByMore(NumberChain chain, int first) {
    char before = chain.separator(first);
    char after = chain.separator(first + 1);
    return after == '.' || after == '/' || before == '.' || before == '/';
  }

  /** Nine digits, or 4-4-1, of a Federal Reserve district with the sum 3-7-1. */
  private static int routing(NumberChain chain, int first, Surroundings words, SpanSink out) {
    boolean parted =
        first + 2 < chain.groups()
            && chain.length(first) == 4
            && chain.length(first + 1) == 4
            && chain.length(first + 2) == 1
            && chain.separator(first + 1) == '-'
            && chain.separator(first + 2) == '-';
    if (!parted && chain.length(first) != 9) {
      return 0;
    }
    int last = parted ? first + 2 : first;
    byte[] digits = chain.digits();
    int from = chain.offset(first);
    int district = digits[from] * 10 + digits[from + 1];
    boolean issued =
        district <= 12
            || (district >= 21 && district <= 32)
            || (district >= 61 && district <= 72)
            || district == 80;
    int sum = Checksums.weighted(digits, from, 3, 7, 1, 3, 7, 1, 3, 7, 1);
    if (!issued || sum == 0 || sum % 10 != 0 || chain.touched(first, last)) {
      return 0;
    }
    Verdict verdict = words.on(Topic.ROUTING, chain.start(first), chain.end(last));
    boolean said = parted ? verdict != Verdict.AGAINST : verdict.speaksFor();
    return said ? report(chain, first, last, EntityType.ABA_ROUTING_NUMBER, out) : 0;
  }

  /** Five digits, or five and four. */
  private static int zip(NumberChain chain, int first, Surroundings words, SpanSink out) {
    if (chain.length(first) != 5 || chain.touched(first, first)) {
      return 0;
    }
    boolean plusFour = chain.separator(first + 1) == '-' && chain.length(first + 1) == 4;
    int last = plusFour ? first + 1 : first;
    if (chain.separator(last + 1) == '-' || chain.separator(first) == '-') {
      return 0;
    }
    int start = chain.start(first);
    boolean said =
        words.on(Topic.ZIP, start, chain.end(last)) == Verdict.STRONG
            || States.endsAt(chain.view(), start);
    return said ? report(chain, first, last, EntityType.ZIP_CODE, out) : 0;
  }

  private static int report(NumberChain chain, int first, int last, EntityType type, SpanSink out) {
    out.accept(
        chain.start(first), chain.end(last), type, Strength.CONTEXTUAL, chain.text(first, last));
    return last - first + 1;
  }
}
