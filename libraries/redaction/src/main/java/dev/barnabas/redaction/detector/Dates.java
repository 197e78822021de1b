package dev.barnabas.redaction.detector;

/** Calendar dates written in three groups, so that they are not read as telephone numbers. */
final class Dates {

  private Dates() {}

  /** 3 if a date begins at a group, with its year first or last; 0 otherwise. */
  static int groups(NumberChain chain, int first) {
    if (first + 2 >= chain.groups() || !chain.uniform(first, first + 2)) {
      return 0;
    }
    char separator = chain.separator(first + 1);
    if (separator != '-' && separator != '/' && separator != '.') {
      return 0;
    }
    if (chain.separator(first + 3) == separator || chain.plusBefore(first)) {
      return 0;
    }
    int a = chain.length(first);
    int b = chain.length(first + 1);
    int c = chain.length(first + 2);
    boolean yearFirst = a == 4 && b <= 2 && c <= 2;
    boolean yearLast = a <= 2 && b <= 2 && c == 4;
    if (!yearFirst && !yearLast) {
      return 0;
    }
    int year = value(chain, yearFirst ? first : first + 2);
    int middle = value(chain, first + 1);
    int other = value(chain, yearFirst ? first + 2 : first);
    boolean month = (middle <= 12 && other <= 31) || (middle <= 31 && other <= 12);
    return year >= 1800 && year < 2200 && middle > 0 && other > 0 && month ? 3 : 0;
  }

  private static int value(NumberChain chain, int group) {
    return Integer.parseInt(chain.digits(group, group));
  }
}
