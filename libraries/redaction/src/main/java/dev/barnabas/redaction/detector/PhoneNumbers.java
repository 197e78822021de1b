package dev.barnabas.redaction.detector;

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
  private static final int LONGEST_DIALLED = 18;

  /** So many digits are a number in most regions also without the leading zero. */
  private static final int LONG = 9;

  private static final int MAX_TRIES = 4;

  private final NumberChain chain;
  private final Surroundings words;
  private final PhoneRegions regions;
  private final int[] order = new int[MAX_TRIES];

  PhoneNumbers(NumberChain chain, Surroundings words) {
    this.chain = chain;
    this.words = words;
    this.regions = PhoneRegions.of(words.context().phoneRegions());
  }

  /** The number that begins at a group, if one does. */
  Optional<Found> at(int first) {
    if (excluded(first)) {
      return Optional.empty();
    }
    int tries = candidates(first);
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
  private int candidates(int first) {
    int tries = 0;
    int digits = 0;
    int longest = -1;
    for (int last = first; last < chain.groups(); last++) {
      digits = chain.digits(first, last);
      if (digits > LONGEST_DIALLED || (last > first && chain.separator(last) == '\0')) {
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
    int length = chain.digits(first, last);
    if (length < SHORTEST || chain.partOfRow(first, last)) {
      return Optional.empty();
    }
    if ((chain.touched(first, last) && !extended(last)) || cutShort(last)) {
      return Optional.empty();
    }
    int offset = chain.offset(first);
    if (chain.plusBefore(first)) {
      return international(offset, length, first, last);
    }
    int code = dialled(offset, length);
    if (code > 0) {
      Optional<Found> found = international(offset + code, length - code, first, last);
      if (found.isPresent()) {
        return found;
      }
    }
    return national(offset, length, first, last);
  }

  /** How many digits are dialled to leave a country: {@code 00} or {@code 011}; 0 if none. */
  private int dialled(int offset, int length) {
    byte[] digits = chain.digits();
    if (length < SHORTEST + 2 || digits[offset] != 0) {
      return 0;
    }
    if (digits[offset + 1] == 0) {
      return 2;
    }
    return digits[offset + 1] == 1 && digits[offset + 2] == 1 ? 3 : 0;
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

  private boolean glued(int last) {
    return chain.start(last + 1) - chain.end(last) == 1;
  }

  private Verdict verdict(int first, int last) {
    return words.on(Topic.PHONE, chain.windowStart(first, last), chain.end(last));
  }

  private Optional<Found> international(int offset, int length, int first, int last) {
    int groups = last - first + 1;
    byte[] digits = chain.digits();
    PhonePlan plan = PhonePlan.of(digits, offset, length);
    if (plan == null) {
      return Optional.empty();
    }
    int from = offset + plan.codeLength();
    int national = length - plan.codeLength();
    if (plan.valid(digits, from, national)) {
      return valid(groups, plan.identity(digits, from, national));
    }
    // "+44 (0)20 ...": the zero is dialled at home only.
    if (national > 1 && digits[from] == 0 && plan.valid(digits, from + 1, national - 1)) {
      return valid(groups, plan.identity(digits, from + 1, national - 1));
    }
    Verdict verdict = verdict(first, last);
    boolean written = groups > 1 || verdict == Verdict.STRONG;
    boolean likely = chain.plusBefore(first) || extended(last) || verdict != Verdict.AGAINST;
    return written && likely && plan.uses(national)
        ? Optional.of(new Found(groups, Strength.SHAPED, ""))
        : Optional.empty();
  }

  private static Optional<Found> valid(int groups, String identity) {
    return Optional.of(new Found(groups, Strength.VALIDATED, identity));
  }

  private Optional<Found> national(int offset, int length, int first, int last) {
    Verdict verdict = verdict(first, last);
    int groups = last - first + 1;
    boolean northAmerican = northAmerican(first, last);
    boolean telling = verdict.speaksFor();
    boolean own = groups > 1 && ownShape(first, last, northAmerican);
    if ((verdict != Verdict.AGAINST || (northAmerican && groups > 1)) && (telling || own)) {
      boolean omittable = northAmerican || verdict == Verdict.STRONG || (telling && length >= LONG);
      int found = regions.find(chain.digits(), offset, length, omittable);
      if (found >= 0) {
        return valid(groups, regions.identity(found, chain.digits(), offset, length));
      }
    }
    boolean believed = verdict == Verdict.STRONG || (northAmerican && extended(last));
    boolean version = groups > 1 && chain.separator(first + 1) == '.' && !northAmerican;
    return believed && !version && length <= LONGEST
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
