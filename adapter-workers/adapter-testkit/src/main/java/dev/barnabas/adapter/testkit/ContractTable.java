package dev.barnabas.adapter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What an adapter was seen to do: a row for each failure kind and each fault. Written to {@code
 * target/adapter-contract/<adapter>-<mode>.md}, one file for each adapter and mode. Thread-safe.
 */
final class ContractTable {
  private static final Path DIRECTORY = Path.of("target", "adapter-contract");
  private static final Map<String, ContractTable> TABLES = new ConcurrentHashMap<>();

  private final Path file;
  private final Map<String, String> rows = new TreeMap<>();

  private ContractTable(Path file) {
    this.file = file;
  }

  static ContractTable of(String adapter, Mode mode) {
    String name = adapter + "-" + mode.name().toLowerCase(Locale.ROOT);
    return TABLES.computeIfAbsent(name, n -> new ContractTable(DIRECTORY.resolve(n + ".md")));
  }

  /** Notes what was seen. */
  synchronized void note(String row, String seen) throws IOException {
    rows.put(row, seen);
    Files.createDirectories(DIRECTORY);
    Files.writeString(
        file,
        rows.entrySet().stream()
            .map(entry -> "| `%s` | %s |\n".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining()));
  }

  /**
   * What a page says in a row and column of the tables on it that have a column of that name.
   *
   * @throws AssertionError if there is no such cell
   */
  static String documented(Path page, String row, String column) throws IOException {
    int at = -1;
    for (String line : Files.readAllLines(page)) {
      String[] cells = line.split("\\|", -1);
      List<String> texts = Arrays.stream(cells).map(String::strip).toList();
      if (texts.contains(column)) {
        at = texts.indexOf(column);
      }
      if (at > 0 && texts.size() > at && texts.get(1).equals("`" + row + "`")) {
        return texts.get(at);
      }
    }
    throw new AssertionError("no row %s with a column %s in %s".formatted(row, column, page));
  }
}
