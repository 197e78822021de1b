package dev.barnabas.cli.statement;

import dev.barnabas.cli.ledger.Sums;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pieces of HTML. Whatever goes in as text comes out as text. */
final class Html {
  /** Keeps the digits of one number in one line. */
  private static final char GROUP = '\u202f';

  private static final int DIGITS = 3;

  private Html() {}

  /** A column's title, and whether its cells are numbers. */
  record Column(String title, boolean isNumber) {
    static Column text(String title) {
      return new Column(title, false);
    }

    static Column number(String title) {
      return new Column(title, true);
    }
  }

  /**
   * A text, for elements and quoted attributes. Characters that would steer the display (controls,
   * and those that turn the direction of writing) are shown as their code.
   */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (c) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      default -> {
        if (steers(c)) {
          safe.append("\\u%04x".formatted(c));
        } else {
          safe.appendCodePoint(c);
        }
      }
    }
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** A number in groups of three digits before the point, every digit after it. */
  static String number(BigDecimal number) {
    String plain = Sums.plain(number.abs());
    int point = plain.indexOf('.');
    int end = point < 0 ? plain.length() : point;
    StringBuilder grouped = new StringBuilder(number.signum() < 0 ? "−" : "");
    for (int i = 0; i < end; i++) {
      if (i > 0 && (end - i) % DIGITS == 0) {
        grouped.append(GROUP);
      }
      grouped.append(plain.charAt(i));
    }
    return grouped.append(plain.substring(end)).toString();
  }

  /** A count. */
  static String number(long number) {
    return number(BigDecimal.valueOf(number));
  }

  /** A cell of a table: what of it is a number is written as one, {@code not known} for null. */
  static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "<em>not known</em>";
      case BigDecimal number -> number(number);
      case Long number -> number(number);
      default -> text(value.toString());
    };
  }

  /**
   * A table.
   *
   * @param rows as many cells as columns
   * @param foot the last row, in bold; empty for none
   */
  static String table(
      List<Column> columns,
      List<? extends List<? extends @Nullable Object>> rows,
      List<? extends @Nullable Object> foot) {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    for (Column column : columns) {
      table.append("<th scope=\"col\"").append(side(column)).append('>');
      table.append(text(column.title())).append("</th>");
    }
    table.append("</tr></thead>\n<tbody>\n");
    rows.forEach(row -> table.append(row(columns, row)));
    table.append("</tbody>\n");
    if (!foot.isEmpty()) {
      table.append("<tfoot>").append(row(columns, foot)).append("</tfoot>\n");
    }
    return table.append("</table></div>\n").toString();
  }

  private static String row(List<Column> columns, List<? extends @Nullable Object> cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < columns.size(); i++) {
      row.append("<td").append(side(columns.get(i))).append('>');
      row.append(cell(cells.get(i))).append("</td>");
    }
    return row.append("</tr>\n").toString();
  }

  private static String side(Column column) {
    return column.isNumber() ? " class=\"n\"" : "";
  }
}
