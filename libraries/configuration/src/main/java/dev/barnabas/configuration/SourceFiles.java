package dev.barnabas.configuration;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory a configuration stands in, and every file that was looked for beside it. */
final class SourceFiles {

  private final @Nullable Path directory;
  private final Set<Path> seen = new LinkedHashSet<>();

  SourceFiles(@Nullable Path directory) {
    this.directory = directory;
  }

  /** The path of a file beside the configuration; null if the configuration is not a file. */
  @Nullable Path beside(String name) {
    if (directory == null) {
      return null;
    }
    Path path = directory.resolve(name).normalize();
    seen.add(path);
    return path;
  }

  void add(Path path) {
    seen.add(path);
  }

  Set<Path> seen() {
    return seen;
  }
}
