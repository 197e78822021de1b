package dev.barnabas.emulator.generation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a string that matches a simple regular expression: literals, escapes, classes, groups,
 * alternatives and quantifiers; no look-around and no back references.
 */
final class PatternSampler {
  private static final int MOST_REPEATS = 1_000;
  private static final String WORD = "azAZ09_";
  private final String pattern;
  private int position;

  private PatternSampler(String pattern) {
    this.pattern = pattern;
  }

  /** A matching string; empty for a pattern beyond what is understood here. */
  static Optional<String> sample(String pattern) {
    try {
      String text = new PatternSampler(pattern).alternatives();
      return Pattern.compile(pattern).matcher(text).find() ? Optional.of(text) : Optional.empty();
    } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private String alternatives() {
    String first = sequence();
    while (peek() == '|') {
      position++;
      sequence(); // read, not used: the first alternative is as good
    }
    return first;
  }

  private String sequence() {
    var text = new StringBuilder();
    while (position < pattern.length() && peek() != '|' && peek() != ')') {
      String atom = atom();
      text.append(atom.repeat(Math.min(MOST_REPEATS, repeats())));
    }
    return text.toString();
  }

  private String atom() {
    char next = pattern.charAt(position++);
    return switch (next) {
      case '^', '$' -> "";
      case '.' -> "a";
      case '(' -> group();
      case '[' -> String.valueOf(oneOfClass());
      case '\\' -> escaped();
      default -> String.valueOf(next);
    };
  }

  private String group() {
    if (peek() == '?') {
      position++;
      if (peek() == ':') {
        position++;
      } else if (peek() == '<') {
        position = pattern.indexOf('>', position) + 1;
      }
    }
    String inner = alternatives();
    position++; // the closing parenthesis
    return inner;
  }

  private String escaped() {
    char next = pattern.charAt(position++);
    return switch (next) {
      case 'd' -> "7";
      case 'w' -> "a";
      case 's' -> " ";
      case 'D', 'S' -> "a";
      case 'W' -> "-";
      case 'b', 'B', 'A', 'z', 'Z' -> "";
      case 't' -> "\t";
      case 'n' -> "\n";
      default -> String.valueOf(next);
    };
  }

  private char oneOfClass() {
    int end = classEnd();
    String members = pattern.substring(position, end);
    position = end + 1;
    if (!members.startsWith("^")) {
      return member(members);
    }
    String excluded = expanded(members.substring(1));
    return "azAZ09-_ "
        .chars()
        .filter(c -> excluded.indexOf(c) < 0)
        .mapToObj(c -> (char) c)
        .findFirst()
        .orElse('~');
  }

  private int classEnd() {
    for (int i = position; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      } else if (pattern.charAt(i) == ']' && i > position) {
        return i;
      }
    }
    throw new IllegalArgumentException("pattern: a class without its end");
  }

  private static char member(String members) {
    return members.charAt(0) == '\\' ? expanded(members).charAt(0) : members.charAt(0);
  }

  /** The members of a class that matter for choosing one: range ends and literals. */
  private static String expanded(String members) {
    return members
        .replace("\\d", "0123456789")
        .replace("\\w", WORD)
        .replace("\\s", " \t")
        .replace("a-z", "az")
        .replace("A-Z", "AZ")
        .replace("0-9", "09")
        .replace("\\", "");
  }

  private int repeats() {
    int count =
        switch (peek()) {
          case '*', '?' -> 0;
          case '+' -> 1;
          case '{' -> least();
          default -> -1;
        };
    if (count < 0) {
      return 1;
    }
    position++;
    if (peek() == '?' || peek() == '+') {
      position++; // reluctant or possessive
    }
    return count;
  }

  /** Reads {@code {n}}, {@code {n,}} or {@code {n,m}} up to its last brace. */
  private int least() {
    int end = pattern.indexOf('}', position);
    String bounds = pattern.substring(position + 1, end);
    position = end;
    int comma = bounds.indexOf(',');
    return Integer.parseInt(comma < 0 ? bounds : bounds.substring(0, comma));
  }

  private char peek() {
    return position < pattern.length() ? pattern.charAt(position) : '\0';
  }
}
