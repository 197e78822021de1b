package dev.barnabas.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory a configuration stands in, and what was found in every file that was looked for.
 */
final class SourceFiles {

  /** Stands for the content of a file that is not there. */
  static final String ABSENT = "absent";

  private final @Nullable Path directory;
  private final Map<Path, String> seen = new LinkedHashMap<>();

  SourceFiles(@Nullable Path directory) {
    this.directory = directory;
  }

  /** The path of a file beside the configuration; null if the configuration is not a file. */
  @Nullable Path beside(String name) {
    return directory == null ? null : directory.resolve(name).normalize();
  }

  /** The bytes of a file, remembering their hash, or that there were none. */
  byte[] read(Path path) throws IOException {
    seen.put(path, ABSENT);
    byte[] bytes = Files.readAllBytes(path);
    seen.put(path, Configuration.sha256(bytes));
    return bytes;
  }

  /** Remembers that a file was looked for and is not there, so that its appearance is a change. */
  void missing(@Nullable Path path) {
    if (path != null) {
      seen.put(path, ABSENT);
    }
  }

  /** The text of a file; throws CharacterCodingException if it is not UTF-8. */
  String readText(Path path) throws IOException {
    return decoded(read(path));
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
  }

  /** Every file that was looked for, with the SHA-256 of what was in it, or {@link #ABSENT}. */
  Map<Path, String> seen() {
    return seen;
  }

  /** What is in a file now, as {@link #seen} would say it. */
  static String current(Path path) {
    try {
      return Configuration.sha256(Files.readAllBytes(path));
    } catch (IOException unreadable) {
      return ABSENT;
    }
  }
}
