package dev.barnabas.signing;

import dev.barnabas.signing.KeySet.KeySetOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A key set in a file.
 *
 * @param file the file
 */
public record KeySetFile(Path file) implements KeySource {
  @Override
  public KeySetOutcome read() {
    try (InputStream in = Files.newInputStream(file)) {
      return KeySet.parse(in.readNBytes(KeySet.MAX_BYTES + 1));
    } catch (IOException e) {
      return new KeySetOutcome.Refused("cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
