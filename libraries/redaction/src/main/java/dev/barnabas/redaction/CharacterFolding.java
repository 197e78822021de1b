package dev.barnabas.redaction;

/** How single code points are folded before detectors see them. */
final class CharacterFolding {

  /** The code point is not shown to detectors. */
  static final int LEFT_OUT = -1;

  private CharacterFolding() {}

  /**
   * Folds decimal digits of every script and full-width forms to ASCII, spaces and hyphens to one
   * of each, and leaves out what is invisible: format characters, variation selectors, joiners.
   */
  static int fold(int c) {
    if (c < 0x80) {
      return c;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return c - 0xFF01 + '!';
    }
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(c, 10);
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> '\n';
      case Character.FORMAT -> LEFT_OUT;
      case Character.DASH_PUNCTUATION -> '-';
      default -> other(c);
    };
  }

  private static int other(int c) {
    return switch (c) {
      // minus sign, hyphen bullet, small hyphen-minus
      case 0x2212, 0x2043, 0xFE63 -> '-';
      // small commercial at
      case 0xFE6B -> '@';
      // ideographic and half-width full stops, one dot leader
      case 0x3002, 0xFF61, 0x2024 -> '.';
      // next line
      case 0x0085 -> '\n';
      // grapheme joiner, enclosing keycap, Hangul fillers
      case 0x034F, 0x20E3, 0x115F, 0x1160, 0x3164, 0xFFA0 -> LEFT_OUT;
      default -> variationSelector(c) ? LEFT_OUT : c;
    };
  }

  private static boolean variationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }
}
