package dev.barnabas.broker.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.barnabas.broker.request.TenantKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that all instances share and every other key is derived from: 32 bytes as hexadecimal
 * text in a file that only its owner reads. Who loses it loses the content of open requests and the
 * recognition of repeats.
 */
public final class MasterKey {
  private static final Logger log = LoggerFactory.getLogger(MasterKey.class);
  private static final int BYTES = 32;

  private MasterKey() {}

  /**
   * Reads the key, or draws a new one where there is no file.
   *
   * @param file the key's file
   * @throws IOException if the file cannot be read or made, or holds no key; names the file
   */
  public static byte[] readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    if (readableByOthers(file)) {
      log.atWarn()
          .addKeyValue("file", file)
          .log("the master key's file can be read by others than its owner; chmod 600 it");
    }
    return key(file, lines(file).getFirst());
  }

  /**
   * The keys that content is sealed with. Behind the master key the file may have a line for each:
   * an id, the key, and {@code standby} if it only opens. The last that is no standby seals; the
   * master key, under the id 1, does where there is none.
   *
   * @param file the key's file, which exists
   * @throws IOException if the file cannot be read or a line is something else; names the file
   */
  public static ContentKeys contentKeys(Path file) throws IOException {
    List<String> lines = lines(file);
    Map<String, TenantKeys> keys = new LinkedHashMap<>();
    keys.put(ContentKeys.MASTER, new TenantKeys(key(file, lines.getFirst())));
    String active = ContentKeys.MASTER;
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split(" ", -1);
      boolean standby = words.length == 3 && words[2].equals("standby");
      boolean sound = (words.length == 2 || standby) && words[0].matches("[a-z0-9-]{1,32}");
      if (!sound || keys.containsKey(words[0])) {
        throw new IOException(
            file
                + ", line "
                + (lines.indexOf(line) + 1)
                + ": needs an id of its own, a key, and perhaps the word standby");
      }
      keys.put(words[0], new TenantKeys(key(file, words[1])));
      active = standby ? active : words[0];
    }
    return new ContentKeys(active, keys);
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines =
        Files.readAllLines(file, US_ASCII).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.isEmpty()) {
      throw new IOException(file + " holds no key: 64 hexadecimal digits are needed");
    }
    return lines;
  }

  private static byte[] key(Path file, String text) throws IOException {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IOException(file + " holds no key: 64 hexadecimal digits are needed");
    }
    return HexFormat.of().parseHex(text);
  }

  /** Whether group or others may read; false where that cannot be told. */
  static boolean readableByOthers(Path file) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  private static void create(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return;
    }
    Files.writeString(
        file, HexFormat.of().formatHex(key) + "\n", US_ASCII, StandardOpenOption.WRITE);
  }
}
