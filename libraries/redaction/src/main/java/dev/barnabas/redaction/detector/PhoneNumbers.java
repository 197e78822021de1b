package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.detector.Lexicon.Verdict;
import dev.barnabas.redaction.spi.DetectContext;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.Optional;

/**
 * Telephone numbers in a chain of digits. A number with a country code stands by itself if the
 * numbering plan knows it; one without is asked of the policy's regions; bare digits need a telling
 * word nearby. Beside a strong word, a number of fitting length that no plan knows counts too: a
 * mistyped number is still personal.
 */
final class PhoneNumbers {

  /** A number found: how many groups it takes, how sure it is, and its E.164 form if known. */
  record Found(int groups, Strength strength, String identity) {}

  private static final int SHORTEST = 7;
  private static final int LONGEST = 15;

  /** So many digits are a number in most regions also without the leading zero. */
  private static final int LONG = 9;

  private static final int MAX_TRIES = 4;

  private final NumberChain chain;
  private final DetectContext context;

  PhoneNumbers(NumberChain chain, DetectContext context) {
    this.chain = chain;
    this.context = context;
  }

  /** The number that begins at a group, if one does. */
  Optional<Found> at(int first) {
    if (excluded(first)) {
      return Optional.empty();
    }
    int[] order = new int[MAX_TRIES];
    int tries = candidates(first, order);
    for (int i = 0; i < tries; i++) {
      Optional<Found> found = window(first, order[i]);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Money, decimals, and numbers that are the tail of a word or of a path. */
  private boolean excluded(int first) {
    TextView view = chain.view();
    int start = chain.windowStart(first, first);
    char before = Chars.at(view, start - 1);
    if (first > 0) {
      return chain.separator(first) == '-' && chain.start(first) - chain.end(first - 1) == 1;
    }
    boolean money = before == '$' || before == '\u20AC' || before == '\u00A3' || before == '#';
    boolean tail =
        (before == '-' || before == '.' || before == '/' || before == ',' || before == ':')
            && Chars.joinsAt(view, start - 2)
            && !(before == ':' && !Chars.digitAt(view, start - 2));
    return money || tail || Chars.joins(before);
  }

  /** The windows worth trying, the likeliest first; returns how many. */
  private int candidates(int first, int[] order) {
    int tries = 0;
    int digits = 0;
    int longest = -1;
    for (int last = first; last < chain.groups(); last++) {
      digits += chain.length(last);
      if (digits > LONGEST || (last > first && chain.separator(last) == '\0')) {
        break;
      }
      if (digits >= SHORTEST) {
        longest = last;
        if (tries < MAX_TRIES - 1 && (natural(last) || northAmerican(first, last))) {
          order[tries++] = last;
        }
      }
    }
    for (int last = longest; last >= first && tries < MAX_TRIES && longest >= 0; last--) {
      order[tries++] = last;
    }
    return tries;
  }

  /** A hyphen or dot inside and a space after: the number ends here. */
  private boolean natural(int last) {
    char inside = chain.separator(last);
    return (inside == '-' || inside == '.')
        && last + 1 < chain.groups()
        && chain.separator(last + 1) != inside;
  }

  private boolean northAmerican(int first, int last) {
    boolean code = chain.length(first) == 1 && last == first + 3;
    int area = code ? first + 1 : first;
    return last == area + 2
        && chain.length(area) == 3
        && chain.length(area + 1) == 3
        && chain.length(last) == 4;
  }

  private Optional<Found> window(int first, int last) {
    String digits = chain.digits(first, last);
    if (digits.length() < SHORTEST || (chain.touched(first, last) && !extended(last))) {
      return Optional.empty();
    }
    if (cutShort(last) || (spacedOut(first, last) && last - first + 1 < chain.groups())) {
      return Optional.empty();
    }
    Verdict verdict =
        Lexicon.PHONE.around(
            chain.view(), chain.windowStart(first, last), chain.end(last), context);
    if (chain.plusBefore(first)) {
      return international(digits, first, last, verdict);
    }
    if (digits.startsWith("00") || digits.startsWith("011")) {
      int code = digits.startsWith("00") ? 2 : 3;
      Optional<Found> found = international(digits.substring(code), first, last, verdict);
      if (found.isPresent()) {
        return found;
      }
    }
    return national(digits, first, last, verdict);
  }

  /** The last group is followed by what makes it part of a word, a decimal or a time. */
  private boolean cutShort(int last) {
    if (last + 1 < chain.groups()) {
      char separator = chain.separator(last + 1);
      return (separator == '-' || separator == '.' || separator == '/') && glued(last);
    }
    TextView view = chain.view();
    int end = chain.end(last);
    return switch (Chars.at(view, end)) {
      case '-' -> Chars.joinsAt(view, end + 1);
      case '.', ':', ',' -> Chars.digitAt(view, end + 1);
      default -> false;
    };
  }

  /** Digits one by one are a number only as a whole: any part of a longer row would be a guess. */
  private boolean spacedOut(int first, int last) {
    for (int group = first; group <= last; group++) {
      if (chain.length(group) > 1) {
        return false;
      }
    }
    return true;
  }

  private boolean glued(int last) {
    return chain.start(last + 1) - chain.end(last) == 1;
  }

  private Optional<Found> international(String digits, int first, int last, Verdict verdict) {
    int groups = last - first + 1;
    Optional<String> valid = PhonePlan.international(digits);
    if (valid.isPresent()) {
      return Optional.of(new Found(groups, Strength.VALIDATED, valid.get()));
    }
    boolean written = groups > 1 || verdict == Verdict.STRONG;
    boolean likely = chain.plusBefore(first) || extended(last) || verdict != Verdict.AGAINST;
    return written && likely && PhonePlan.possible(digits)
        ? Optional.of(new Found(groups, Strength.SHAPED, ""))
        : Optional.empty();
  }

  private Optional<Found> national(String digits, int first, int last, Verdict verdict) {
    int groups = last - first + 1;
    boolean northAmerican = northAmerican(first, last);
    boolean telling = verdict == Verdict.STRONG || verdict == Verdict.WEAK;
    boolean own = groups > 1 && ownShape(first, last, northAmerican);
    if (verdict != Verdict.AGAINST || (northAmerican && groups > 1)) {
      if (telling || own) {
        Optional<String> valid =
            PhonePlan.national(
                digits,
                context.phoneRegions(),
                northAmerican || verdict == Verdict.STRONG || (telling && digits.length() >= LONG));
        if (valid.isPresent()) {
          return Optional.of(new Found(groups, Strength.VALIDATED, valid.get()));
        }
      }
    }
    boolean believed = verdict == Verdict.STRONG || (northAmerican && extended(last));
    boolean version = groups > 1 && chain.separator(first + 1) == '.' && !northAmerican;
    return believed && !version
        ? Optional.of(new Found(groups, Strength.CONTEXTUAL, ""))
        : Optional.empty();
  }

  /** A shape that only telephone numbers have. */
  private boolean ownShape(int first, int last, boolean northAmerican) {
    if (northAmerican) {
      return true;
    }
    boolean parenthesis = Chars.at(chain.view(), chain.windowStart(first, last)) == '(';
    boolean trunk = chain.view().charAt(chain.start(first)) == '0';
    boolean dots = chain.separator(first + 1) == '.' || chain.separator(first + 1) == '/';
    return parenthesis || (trunk && (!dots || last > first + 1));
  }

  private boolean extended(int last) {
    return extensionEnd(last) > chain.end(last);
  }

  /** Where a number ends with its extension, as in {@code x123} or {@code ext. 45}. */
  int extensionEnd(int last) {
    TextView view = chain.view();
    int end = chain.end(last);
    int p = end;
    if (Chars.at(view, p) == ',') {
      p++;
    }
    if (Chars.at(view, p) == ' ') {
      p++;
    }
    int word = p;
    while (p < word + 9 && Chars.asciiLetter(Chars.at(view, p))) {
      p++;
    }
    if (Chars.at(view, p) == '#' && p == word) {
      p++;
    } else if (!extensionWord(view, word, p)) {
      return end;
    }
    if (Chars.at(view, p) == '.') {
      p++;
    }
    if (Chars.at(view, p) == ' ') {
      p++;
    }
    int digits = p;
    while (p < digits + 8 && Chars.digitAt(view, p)) {
      p++;
    }
    return p > digits && p < digits + 8 && !Chars.joinsAt(view, p) ? p : end;
  }

  private static boolean extensionWord(TextView view, int start, int end) {
    return switch (end - start) {
      case 1 -> Chars.lower(view.charAt(start)) == 'x';
      case 3, 4, 9 -> {
        StringBuilder word = new StringBuilder();
        for (int p = start; p < end; p++) {
          word.append(Chars.lower(view.charAt(p)));
        }
        String text = word.toString();
        yield text.equals("ext") || text.equals("extn") || text.equals("extension");
      }
      default -> false;
    };
  }
}
