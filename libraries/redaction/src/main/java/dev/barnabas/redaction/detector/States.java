package dev.barnabas.redaction.detector;

import dev.barnabas.redaction.spi.TextView;

/** The postal abbreviations of the states of the United States. */
final class States {

  private static final String CODES =
      " AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ"
          + " NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR ";

  private States() {}

  /** Says whether an abbreviation and a space stand right before a position. */
  static boolean endsAt(TextView view, int position) {
    int end = Chars.at(view, position - 1) == ' ' ? position - 1 : position;
    if (end == position || Chars.joinsAt(view, end - 3)) {
      return false;
    }
    char first = Chars.at(view, end - 2);
    char second = Chars.at(view, end - 1);
    return Chars.asciiLetter(first)
        && Chars.asciiLetter(second)
        && CODES.contains(" " + first + second + " ");
  }
}
