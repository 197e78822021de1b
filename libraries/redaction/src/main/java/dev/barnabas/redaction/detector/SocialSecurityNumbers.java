package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import org.jspecify.annotations.Nullable;

/**
 * Social security numbers: area, group and serial as the Social Security Administration gives them
 * out (no area 000, 666 or 900 and above, no group 00, no serial 0000), and not one of the numbers
 * printed in advertisements. Nine bare digits count only beside a telling word.
 */
final class SocialSecurityNumbers {

  private SocialSecurityNumbers() {}

  /** How many groups from {@code first} make a number; 0 if none do. */
  static int groups(NumberChain chain, int first, Surroundings words) {
    if (first + 2 < chain.groups() && chain.length(first) == 3 && chain.length(first + 1) == 2) {
      return chain.length(first + 2) == 4 && written(chain, first, words) ? 3 : 0;
    }
    return chain.length(first) == 9 && bare(chain, first, words) ? 1 : 0;
  }

  private static boolean written(NumberChain chain, int first, Surroundings words) {
    char separator = chain.separator(first + 1);
    int last = first + 2;
    boolean cut = last + 1 < chain.groups() && chain.separator(last + 1) == '\0';
    if (!chain.uniform(first, last) || !issuable(chain, first)) {
      return false;
    }
    if (!cut && chain.touched(first, last)) {
      return false;
    }
    if (separator == '-' && !continued(chain, first, '-')) {
      return !partOfWord(chain, first);
    }
    if (separator == ' ' && !continued(chain, first, ' ')) {
      return true;
    }
    return separator != '/' && said(chain, first, last, words);
  }

  /** Says whether the same separator leads on to more digits on either side. */
  private static boolean continued(NumberChain chain, int first, char separator) {
    return (first > 0 && chain.separator(first) == separator)
        || chain.separator(first + 3) == separator;
  }

  private static boolean partOfWord(NumberChain chain, int first) {
    int start = chain.start(first);
    char before = Chars.at(chain.view(), start - 1);
    return before == '-' && Chars.joinsAt(chain.view(), start - 2);
  }

  private static boolean bare(NumberChain chain, int group, Surroundings words) {
    return !chain.touched(group, group)
        && issuable(chain, group)
        && said(chain, group, group, words);
  }

  private static boolean said(NumberChain chain, int first, int last, Surroundings words) {
    return words.on(Topic.SOCIAL_SECURITY, chain.start(first), chain.end(last)).speaksFor();
  }

  /** The kind of number that the nine digits from a group on can be; null if none. */
  static @Nullable EntityType kind(NumberChain chain, int first) {
    int from = chain.offset(first);
    byte[] digits = chain.digits();
    int area = digits[from] * 100 + digits[from + 1] * 10 + digits[from + 2];
    int group = digits[from + 3] * 10 + digits[from + 4];
    int serial = 0;
    for (int i = 5; i < 9; i++) {
      serial = serial * 10 + digits[from + i];
    }
    if (area >= 900) {
      return taxpayerGroup(group) ? EntityType.US_ITIN : null;
    }
    // Two numbers were printed on cards in wallets and in a pamphlet.
    boolean printed =
        (area == 78 && group == 5 && serial == 1120)
            || (area == 219 && group == 9 && serial == 9999);
    return area != 0 && area != 666 && group != 0 && serial != 0 && !printed
        ? EntityType.US_SSN
        : null;
  }

  /** The groups that the Internal Revenue Service gives to taxpayers without a social security. */
  private static boolean taxpayerGroup(int group) {
    return (group >= 50 && group <= 65)
        || (group >= 70 && group <= 88)
        || (group >= 90 && group <= 92)
        || (group >= 94 && group <= 99);
  }

  private static boolean issuable(NumberChain chain, int first) {
    return kind(chain, first) != null;
  }
}
