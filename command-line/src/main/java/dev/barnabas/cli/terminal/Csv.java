package dev.barnabas.cli.terminal;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values after RFC 4180 that a spreadsheet cannot take for formulas: a text that
 * begins with {@code =}, {@code +}, {@code -}, {@code @}, a tab or a line end has an apostrophe put
 * before it. Numbers are left alone; an absent value is an empty cell.
 */
public final class Csv {
  private static final String FORMULA = "=+-@\t\r\n";

  private Csv() {}

  /** One line, without its end. Texts are guarded, numbers are plain. */
  public static String line(@Nullable Object... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(","));
  }

  private static String cell(@Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case BigDecimal number ->
          number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
      case Number number -> number.toString();
      default -> quoted(guarded(cell.toString()));
    };
  }

  private static String guarded(String text) {
    return text.length() > 1 && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
