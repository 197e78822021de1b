package dev.barnabas.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows in columns as wide as their widest cell; columns of numbers are flush right. Immutable but
 * for {@link #add}; one thread.
 */
public final class Table {
  private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d.]*( [a-z%]+)?|-?");
  private static final String GAP = "  ";

  private final List<String> titles;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these columns and no rows. */
  public Table(String... titles) {
    this.titles = List.of(titles);
  }

  /** One more row; as many cells as columns. */
  public Table add(Object... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + titles.size() + " columns");
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  /** How many rows. */
  public int size() {
    return rows.size();
  }

  /** The lines: titles, then rows; no trailing blanks. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(titles));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  /** Comma-separated values after RFC 4180, titles first. */
  public List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add(csv(titles));
    rows.forEach(row -> lines.add(csv(row)));
    return lines;
  }

  private static String csv(List<String> cells) {
    return String.join(",", cells.stream().map(Table::quoted).toList());
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(width(column) - length(cell));
      line.append(column == 0 ? "" : GAP);
      line.append(isNumeric(column) ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return Math.max(
        length(titles.get(column)),
        rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0));
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
