package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.detector.Lexicon.Verdict;
import dev.barnabas.redaction.spi.DetectContext;

/**
 * Social security numbers: area, group and serial as the Social Security Administration gives them
 * out (no area 000, 666 or 900 and above, no group 00, no serial 0000), and not one of the numbers
 * printed in advertisements. Nine bare digits count only beside a telling word.
 */
final class SocialSecurityNumbers {

  private SocialSecurityNumbers() {}

  /** How many groups from {@code first} make a number; 0 if none do. Cuts two that touch. */
  static int groups(NumberChain chain, int first, DetectContext context) {
    if (first + 2 < chain.groups() && chain.length(first) == 3 && chain.length(first + 1) == 2) {
      cutAdjacent(chain, first);
      return chain.length(first + 2) == 4 && written(chain, first, context) ? 3 : 0;
    }
    return chain.length(first) == 9 && bare(chain, first, context) ? 1 : 0;
  }

  /** {@code 536-90-4399536-90-4398}: the serial of the first runs into the area of the second. */
  private static void cutAdjacent(NumberChain chain, int first) {
    boolean another =
        first + 4 < chain.groups()
            && chain.length(first + 2) == 7
            && chain.length(first + 3) == 2
            && chain.length(first + 4) >= 4
            && chain.separator(first + 3) == chain.separator(first + 1);
    if (another) {
      chain.split(first + 2, 4);
    }
  }

  private static boolean written(NumberChain chain, int first, DetectContext context) {
    char separator = chain.separator(first + 1);
    int last = first + 2;
    boolean cut = last + 1 < chain.groups() && chain.separator(last + 1) == '\0';
    if (!chain.uniform(first, last) || !issuable(chain.digits(first, last))) {
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
    return separator != '/' && said(chain, first, last, context);
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

  private static boolean bare(NumberChain chain, int group, DetectContext context) {
    return !chain.touched(group, group)
        && issuable(chain.digits(group, group))
        && said(chain, group, group, context);
  }

  private static boolean said(NumberChain chain, int first, int last, DetectContext context) {
    Verdict verdict =
        Lexicon.SOCIAL_SECURITY.around(chain.view(), chain.start(first), chain.end(last), context);
    return verdict == Verdict.STRONG || verdict == Verdict.WEAK;
  }

  /** Says whether nine digits can be a number. */
  static boolean issuable(String digits) {
    int area = Integer.parseInt(digits, 0, 3, 10);
    int group = Integer.parseInt(digits, 3, 5, 10);
    int serial = Integer.parseInt(digits, 5, 9, 10);
    boolean printed = "078051120".equals(digits) || "219099999".equals(digits);
    return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0 && !printed;
  }
}
