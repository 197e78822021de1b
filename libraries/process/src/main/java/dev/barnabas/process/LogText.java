package dev.barnabas.process;

/** Text that can stand in a log: one line, no terminal commands, bounded. */
final class LogText {

  static final int MAX_CHARACTERS = 1_000;

  private LogText() {}

  /**
   * Without control and format characters (Unicode Cc, Cf, line and paragraph separators), each
   * replaced by a space; cut at {@value #MAX_CHARACTERS} characters.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_CHARACTERS));
    for (int index = 0; index < text.length() && index < MAX_CHARACTERS; index++) {
      char character = text.charAt(index);
      clean.append(isPrintable(character) ? character : ' ');
    }
    return text.length() > MAX_CHARACTERS ? clean.append('…').toString() : clean.toString();
  }

  private static boolean isPrintable(char character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
