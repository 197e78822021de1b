package dev.barnabas.decisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a table of a Markdown page. */
final class MarkdownTable {
  private static final Path DECISIONS = Path.of("../docs/decisions");

  private MarkdownTable() {}

  /** The rows of the table whose first heading is this, without its headings; cells stripped. */
  static List<List<String>> rows(String page, String heading) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : lines(DECISIONS.resolve(page))) {
      if (line.startsWith("| " + heading + " |")) {
        inside = true;
      } else if (!line.startsWith("|")) {
        inside = false;
      } else if (inside && !line.startsWith("|--")) {
        rows.add(cells(line));
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    String inner = line.substring(1, line.lastIndexOf('|'));
    return Arrays.stream(inner.split("\\|", -1))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
