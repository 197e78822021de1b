package dev.barnabas.adapter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    String name = adapter.toLowerCase(Locale.ROOT) + "-" + mode.name().toLowerCase(Locale.ROOT);
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
}
