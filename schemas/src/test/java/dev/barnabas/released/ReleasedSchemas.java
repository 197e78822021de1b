package dev.barnabas.released;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The directory of released schemas: {@code <version>/<record>.avsc}, and {@code SHA256SUMS} as
 * {@code sha256sum} writes it, which holds every file's hash.
 *
 * @param directory the root
 */
record ReleasedSchemas(Path directory) {
  /** The list of hashes. */
  static final String SUMS = "SHA256SUMS";

  private static final String SUFFIX = ".avsc";
  private static final String SNAPSHOT = "-SNAPSHOT";

  /** The version that a build of this version leads to. */
  static String version(String build) {
    return build.endsWith(SNAPSHOT)
        ? build.substring(0, build.length() - SNAPSHOT.length())
        : build;
  }

  /** Version to record name to schema. */
  SortedMap<String, SortedMap<String, Schema>> all() {
    SortedMap<String, SortedMap<String, Schema>> versions = new TreeMap<>();
    for (Path file : files()) {
      String path = relative(file);
      int slash = path.indexOf('/');
      versions
          .computeIfAbsent(path.substring(0, slash), version -> new TreeMap<>())
          .put(
              path.substring(slash + 1, path.length() - SUFFIX.length()),
              new Schema.Parser().parse(read(file)));
    }
    return versions;
  }

  /** What today's records break of any released version; a record that is gone is broken. */
  List<String> incompatibilities(Map<String, Schema> today) {
    List<String> found = new ArrayList<>();
    all()
        .forEach((version, records) ->
            records.forEach((name, released) -> {
              Schema now = today.get(name);
              if (now == null) {
                found.add(version + ": " + name + " is gone");
              } else {
                Evolution.violations(released, now).forEach(v -> found.add(version + ": " + v));
              }
            }));
    return found;
  }

  /** Files that are changed, not listed or missing. */
  List<String> changed() {
    SortedMap<String, String> listed = sums();
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      String path = relative(file);
      String sum = listed.remove(path);
      if (sum == null) {
        found.add(path + " is not in " + SUMS);
      } else if (!sum.equals(sha256(read(file)))) {
        found.add(path + " was changed after its release");
      }
    }
    listed.keySet().forEach(path -> found.add(path + " is missing"));
    return found;
  }

  /** A build that is no snapshot must have its schemas here, as they are in the build. */
  List<String> unreleased(String build, Map<String, Schema> today) {
    if (build.endsWith(SNAPSHOT)) {
      return List.of();
    }
    return today.equals(all().get(build))
        ? List.of()
        : List.of(build + " differs from its released schemas: write them before the release");
  }

  /**
   * Writes a new version.
   *
   * @throws IllegalStateException if the version is there already
   */
  void write(String version, Map<String, Schema> schemas) {
    Path release = directory.resolve(version);
    if (Files.exists(release)) {
      throw new IllegalStateException(release + " exists: a release is never written again");
    }
    SortedMap<String, String> sums = sums();
    try {
      Files.createDirectories(release);
      for (Map.Entry<String, Schema> record : schemas.entrySet()) {
        String text = record.getValue().toString(true) + "\n";
        Path file = Files.writeString(release.resolve(record.getKey() + SUFFIX), text);
        sums.put(relative(file), sha256(text));
      }
      StringBuilder lines = new StringBuilder();
      sums.forEach((path, sum) -> lines.append(sum).append("  ").append(path).append('\n'));
      Files.writeString(directory.resolve(SUMS), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SortedMap<String, String> sums() {
    SortedMap<String, String> sums = new TreeMap<>();
    Path list = directory.resolve(SUMS);
    if (Files.exists(list)) {
      read(list).lines().map(line -> line.split("  ", 2)).forEach(p -> sums.put(p[1], p[0]));
    }
    return sums;
  }

  private List<Path> files() {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String relative(Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
