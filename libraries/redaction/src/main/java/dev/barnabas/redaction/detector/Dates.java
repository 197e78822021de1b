package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.EntityType;
import dev.barnabas.redaction.spi.SpanSink;
import dev.barnabas.redaction.spi.Strength;
import dev.barnabas.redaction.spi.TextView;
import java.util.List;

/**
 * Calendar dates: three groups of digits with the time of day behind them, and days with the name
 * of a month. Words of birth nearby make a date of birth of either.
 */
final class Dates {

  private static final String[] MONTHS = {
    "january jan januar janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar février fevrier fév febrero febbraio fevereiro fev februari",
    "march mar märz maerz mars marzo março marco maart",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout agosto augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember",
  };
  private static final WordTable BY_NAME = byName();
  private static final int FIRST_YEAR = 1800;
  private static final int LAST_YEAR = 2200;

  private Dates() {}

  private static WordTable byName() {
    WordTable table = new WordTable(128);
    for (int month = 0; month < MONTHS.length; month++) {
      for (String name : MONTHS[month].split(" ", -1)) {
        table.put(name, month + 1);
      }
    }
    return table;
  }

  /** Reports a date that begins at a group; returns where scanning goes on, or -1. */
  static int recognize(NumberChain chain, int first, Surroundings words, SpanSink out) {
    if (!written(chain, first)) {
      return -1;
    }
    int start = chain.start(first);
    int day = chain.end(first + 2);
    char separator = chain.separator(first + 1);
    boolean twoDigitYear = chain.length(first) <= 2 && chain.length(first + 2) == 2;
    if (separator == '.' && twoDigitYear && words.on(Topic.DATE, start, day) == Verdict.AGAINST) {
      return -1;
    }
    int end = timeEnd(chain.view(), day);
    if (Chars.joinsAt(chain.view(), end)) {
      return -1;
    }
    report(start, end, words, out);
    return end;
  }

  private static void report(int start, int end, Surroundings words, SpanSink out) {
    boolean birth = words.on(Topic.BIRTH, start, end) == Verdict.STRONG;
    out.accept(
        start,
        end,
        birth ? EntityType.DATE_OF_BIRTH : EntityType.DATE_TIME,
        birth ? Strength.CONTEXTUAL : Strength.SHAPED);
  }

  /** Says whether three groups from {@code first} are a day, a month and a year in some order. */
  static boolean written(NumberChain chain, int first) {
    if (first + 2 >= chain.groups() || !chain.uniform(first, first + 2)) {
      return false;
    }
    char separator = chain.separator(first + 1);
    if (separator != '-' && separator != '/' && separator != '.') {
      return false;
    }
    if (chain.separator(first + 3) == separator
        || chain.separator(first) == separator
        || chain.plusBefore(first)
        || chain.start(first + 1) - chain.end(first) != 1) {
      return false;
    }
    if (first == 0 && tail(chain.view(), chain.start(0))) {
      return false;
    }
    int a = chain.length(first);
    int b = chain.length(first + 1);
    int c = chain.length(first + 2);
    if (b > 2 || a > 4 || c > 4 || a == 3 || c == 3) {
      return false;
    }
    if (a == 4) {
      return c <= 2 && year(chain.value(first)) && day(chain, first + 1, first + 2);
    }
    if (a > 2 || !day(chain, first, first + 1)) {
      return false;
    }
    return c == 4 ? year(chain.value(first + 2)) : c == 2 && shortYear(chain, first, separator);
  }

  private static boolean tail(TextView view, int start) {
    char before = Chars.at(view, start - 1);
    return Chars.joins(before)
        || ((before == '-' || before == '.' || before == '/') && Chars.joinsAt(view, start - 2))
        || before == '$';
  }

  /** Two digits are a year behind strokes, and behind dots where no version looks like that. */
  private static boolean shortYear(NumberChain chain, int first, char separator) {
    return switch (separator) {
      case '/' -> true;
      case '.' -> chain.value(first) > 12 || chain.length(first) + chain.length(first + 1) == 4;
      default -> false;
    };
  }

  private static boolean year(int year) {
    return year >= FIRST_YEAR && year < LAST_YEAR;
  }

  private static boolean day(NumberChain chain, int one, int other) {
    int a = chain.value(one);
    int b = chain.value(other);
    return a > 0 && b > 0 && a <= 31 && b <= 31 && (a <= 12 || b <= 12);
  }

  /** Where a time of day ends that stands behind a date; {@code from} if none does. */
  private static int timeEnd(TextView view, int from) {
    char c = Chars.at(view, from);
    int p = from;
    if (c == 'T' || c == 't' || c == ' ') {
      p++;
    } else if (c == ',' && Chars.at(view, from + 1) == ' ') {
      p += 2;
    } else {
      return from;
    }
    int hours = run(view, p, 2);
    if (hours == p || Chars.at(view, hours) != ':') {
      return from;
    }
    p = run(view, hours + 1, 2);
    if (p != hours + 3) {
      return from;
    }
    if (Chars.at(view, p) == ':' && run(view, p + 1, 2) == p + 3) {
      p += 3;
      int fraction = Chars.at(view, p) == '.' ? run(view, p + 1, 9) : p;
      p = fraction > p + 1 ? fraction : p;
    }
    return zoneEnd(view, p);
  }

  private static int zoneEnd(TextView view, int from) {
    char c = Chars.at(view, from);
    if (c == 'Z' || c == 'z') {
      return from + 1;
    }
    if (c == '+' || c == '-') {
      int hours = run(view, from + 1, 2);
      int minutes = Chars.at(view, hours) == ':' ? hours + 1 : hours;
      if (hours == from + 3 && run(view, minutes, 2) == minutes + 2) {
        return minutes + 2;
      }
    }
    return from;
  }

  private static int run(TextView view, int from, int most) {
    int p = from;
    while (p < from + most && Chars.digitAt(view, p)) {
      p++;
    }
    return p;
  }

  /** Every name of a month. */
  static List<String> months() {
    return BY_NAME.words();
  }

  /** The month that a word names, from 1; 0 if none. */
  static int month(TextView view, int start, int end) {
    return end > start ? BY_NAME.get(view, start, end) : 0;
  }

  /**
   * Reads around the name of a month; returns where scanning goes on, or -1. The day stands before
   * or behind it, the year behind.
   */
  static int named(TextView view, int start, int end, Surroundings words, SpanSink out) {
    int first = dayBefore(view, start);
    boolean day = first < start;
    int last = end;
    boolean capital = Character.isUpperCase(view.charAt(start));
    if (Chars.at(view, last) == '.' && !day && Chars.at(view, last + 1) == ' ') {
      last++;
    }
    if (!day) {
      int behind = dayBehind(view, last);
      day = behind > last;
      last = day ? behind : end;
    }
    int year = yearBehind(view, last);
    if (year > last) {
      last = year;
    } else if (!day || !capital) {
      return -1;
    }
    last = timeEnd(view, last);
    if (Chars.joinsAt(view, last)) {
      return -1;
    }
    report(first, last, words, out);
    return last;
  }

  private static int dayBefore(TextView view, int start) {
    int p = start;
    char c = Chars.at(view, p - 1);
    if (c != ' ' && c != '-' && c != '/') {
      return start;
    }
    p--;
    if (c == ' ' && Chars.at(view, p - 1) == 'f' && Chars.at(view, p - 2) == 'o') {
      p -= 3;
    }
    if (Chars.at(view, p - 1) == '.') {
      p--;
    } else if (ordinal(Chars.at(view, p - 2), Chars.at(view, p - 1))) {
      p -= 2;
    }
    int digits = p;
    while (digits > p - 2 && Chars.digitAt(view, digits - 1)) {
      digits--;
    }
    char before = Chars.at(view, digits - 1);
    boolean whole = !Chars.joins(before) && before != '-' && before != '.' && before != '/';
    return digits < p && whole && number(view, digits, p) <= 31 ? digits : start;
  }

  private static int dayBehind(TextView view, int end) {
    char c = Chars.at(view, end);
    if (c != ' ' && c != '-' && c != '/') {
      return end;
    }
    int digits = end + 1;
    int p = run(view, digits, 2);
    if (p == digits || number(view, digits, p) > 31 || number(view, digits, p) == 0) {
      return end;
    }
    if (ordinal(Chars.at(view, p), Chars.at(view, p + 1))) {
      p += 2;
    }
    boolean time =
        Chars.at(view, p) == ':' || (Chars.at(view, p) == '.' && Chars.digitAt(view, p + 1));
    return Chars.joinsAt(view, p) || time ? end : p;
  }

  private static int yearBehind(TextView view, int end) {
    int p = end;
    if (Chars.at(view, p) == ',') {
      p++;
    } else if (Chars.at(view, p) == ' ' && Chars.at(view, p + 1) == ',') {
      p += 2;
    }
    char c = Chars.at(view, p);
    if (c != ' ' && c != '-' && c != '/') {
      return end;
    }
    p++;
    int last = run(view, p, 5);
    boolean whole = last == p + 4 && !Chars.joinsAt(view, last);
    return whole && year(number(view, p, last)) ? last : end;
  }

  private static int number(TextView view, int from, int to) {
    int value = 0;
    for (int p = from; p < to; p++) {
      value = value * 10 + view.charAt(p) - '0';
    }
    return value;
  }

  private static boolean ordinal(char first, char second) {
    return (first == 's' && second == 't')
        || (first == 'n' && second == 'd')
        || (first == 'r' && second == 'd')
        || (first == 't' && second == 'h');
  }
}
