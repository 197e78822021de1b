package dev.barnabas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barnabas.cli.terminal.AbstractCommand;
import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.cli.terminal.CommandGroup;
import dev.barnabas.signing.KeyPair;
import dev.barnabas.signing.SignatureAlgorithm;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Keys that tenants sign with. */
@Command(
    name = "keys",
    description = "Keys that tenants sign with.",
    subcommands = KeysCommand.Generate.class)
final class KeysCommand extends CommandGroup {

  /** Draws a key pair. */
  @Command(
      name = "generate",
      description = {
        "Draw a key pair. The private key goes to KID.private.jwk, for the tenant alone; the public"
            + " one is added to the key set, which `authentication.jwks` names.",
        "broker-app reads a changed key set by itself. To rotate, add the new key, let the tenant"
            + " change over, then take the old one out."
      })
  static final class Generate extends AbstractCommand {
    @Option(
        names = "--tenant",
        paramLabel = "T",
        required = true,
        description = "Whom the key signs for; several may share one.")
    private List<String> tenants = List.of();

    @Option(
        names = "--kid",
        paramLabel = "KID",
        required = true,
        description = "The key's id: letters, digits, dots, hyphens.")
    private String id = "";

    @Option(
        names = "--algorithm",
        paramLabel = "ALG",
        defaultValue = "EdDSA",
        description = "EdDSA (Ed25519) or ES256 (${DEFAULT-VALUE}).")
    private String algorithm = "";

    @Option(
        names = "--key-set",
        paramLabel = "FILE",
        defaultValue = "jwks.json",
        description = "The key set; made where there is none (${DEFAULT-VALUE}).")
    private Path keySet = Path.of("");

    @Option(
        names = "--out",
        paramLabel = "DIRECTORY",
        defaultValue = ".",
        description = "Where the private key goes (the directory you are in).")
    private Path directory = Path.of("");

    @Override
    public Integer call() throws IOException {
      if (!id.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,99}")) {
        throw CommandException.wrong("--kid: letters, digits, dots and hyphens, at most 100");
      }
      SignatureAlgorithm chosen =
          SignatureAlgorithm.of(algorithm)
              .orElseThrow(() -> CommandException.wrong("--algorithm: EdDSA or ES256"));
      KeyPair pair = KeyPair.generate(id, chosen, Set.copyOf(tenants));
      String published = published(pair);
      Path secret = directory.resolve(id + ".private.jwk");
      writeSecret(secret, pair.privateJwk());
      replace(keySet, published);
      out().println("private key " + secret + ", readable by you alone: give it to the tenant");
      out().println("public key added to " + keySet);
      return CommandExit.OK;
    }

    private String published(KeyPair pair) throws IOException {
      @Nullable String before = Files.exists(keySet) ? Files.readString(keySet, UTF_8) : null;
      try {
        return KeyPair.added(before, pair.publicJwk());
      } catch (IllegalArgumentException e) {
        throw CommandException.wrong(keySet + " " + e.getMessage());
      }
    }

    private static void writeSecret(Path file, String text) throws IOException {
      try {
        FileAttribute<?> mine =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, mine);
      } catch (FileAlreadyExistsException e) {
        throw CommandException.wrong(file + " is there already; choose another --kid");
      }
      Files.writeString(file, text + "\n", UTF_8, StandardOpenOption.WRITE);
    }

    /** At once or not at all, for a running broker-app reads it. */
    private static void replace(Path file, String text) throws IOException {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text + "\n", UTF_8);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
