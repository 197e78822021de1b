package dev.barnabas.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A key in a file, read again at each look, with what was read last to fall back on. */
final class SecretFile {

  private static final Logger log = LoggerFactory.getLogger(SecretFile.class);
  private static final int MAX_BYTES = 64 * 1024;

  private final String partnerId;
  private final Path path;
  private @Nullable Secret last;
  private boolean unreadable;

  SecretFile(String partnerId, Path path) {
    this.partnerId = partnerId;
    this.path = path;
  }

  synchronized Optional<Secret> read() {
    try {
      Secret current = content();
      if (last != null && !last.equals(current)) {
        log.atInfo().addKeyValue("partner", partnerId).log("API key file changed");
      }
      last = current;
      unreadable = false;
    } catch (IOException failed) {
      if (!unreadable) {
        log.atWarn()
            .addKeyValue("partner", partnerId)
            .addKeyValue("file", path)
            .addKeyValue("cause", failed.getClass().getSimpleName())
            .addKeyValue("last_key_used", last != null)
            .log("API key file cannot be read");
      }
      unreadable = true;
    }
    return Optional.ofNullable(last);
  }

  private Secret content() throws IOException {
    byte[] bytes;
    try (var stream = Files.newInputStream(path)) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("larger than a key can be");
    }
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    Arrays.fill(bytes, (byte) 0);
    if (text.isEmpty()) {
      throw new IOException("empty");
    }
    return new Secret(text);
  }

  /**
   * Whether users other than the owner and the group can read a file; false where that cannot be
   * told.
   */
  static boolean readableByOthers(Path path) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      return permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
