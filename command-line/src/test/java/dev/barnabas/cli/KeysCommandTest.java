package dev.barnabas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.cli.terminal.CommandExit;
import dev.barnabas.signing.KeySet;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysCommandTest {
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int generate(String... more) {
    List<String> arguments = new ArrayList<>(List.of("keys", "generate"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--key-set", keySet().toString(), "--out", directory.toString()));
    return Barnabas.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private Path keySet() {
    return directory.resolve("jwks.json");
  }

  private KeySet published() throws IOException {
    return KeySet.parse(Files.readAllBytes(keySet())) instanceof KeySet.KeySetOutcome.Read(var keys)
        ? keys
        : throwNoKeySet();
  }

  private static KeySet throwNoKeySet() {
    throw new AssertionError("no key set");
  }

  @Test
  void givesAPrivateKeyThatThePublishedOneChecks() throws IOException {
    assertThat(generate("--tenant", "acme", "--kid", "acme-1")).isEqualTo(CommandExit.OK);
    assertThat(
            generate(
                "--tenant", "globex", "--tenant", "acme", "--kid", "g-1", "--algorithm", "ES256"))
        .isEqualTo(CommandExit.OK);

    assertThat(published().ids()).containsExactlyInAnyOrder("acme-1", "g-1");
    assertThat(published().key("g-1").orElseThrow().tenants())
        .containsExactlyInAnyOrder("acme", "globex");
    for (String id : List.of("acme-1", "g-1")) {
      Path secret = directory.resolve(id + ".private.jwk");
      assertThat(SigningKey.readableByOthers(secret)).isFalse();
      String signature =
          RecordSigner.of(SigningKey.read(secret, null)).sign("t", "acme", "1", new byte[0]);
      assertThat(RecordSignature.read(signature.getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              RecordSignature.ReadOutcome.Read.class,
              read -> assertThat(verified(read, id)).isTrue());
    }
  }

  private boolean verified(RecordSignature.ReadOutcome.Read read, String id) {
    try {
      return read.signature().verified(published().key(id).orElseThrow())
          instanceof RecordSignature.VerifiedOutcome.Verified;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void neverWritesOverAPrivateKeyAndSaysWhatIsWrong() throws IOException {
    assertThat(generate("--tenant", "acme", "--kid", "acme-1")).isEqualTo(CommandExit.OK);
    String secret = Files.readString(directory.resolve("acme-1.private.jwk"));
    String set = Files.readString(keySet());

    assertThat(generate("--tenant", "acme", "--kid", "acme-1")).isEqualTo(CommandExit.WRONG);
    assertThat(generate("--tenant", "acme", "--kid", "../x")).isEqualTo(CommandExit.WRONG);
    assertThat(generate("--tenant", "acme", "--kid", "y", "--algorithm", "none"))
        .isEqualTo(CommandExit.WRONG);
    assertThat(err.toString())
        .contains("acme-1.private.jwk is there already")
        .contains("--kid: letters")
        .contains("--algorithm: EdDSA or ES256");
    assertThat(directory.resolve("acme-1.private.jwk")).hasContent(secret.strip());
    assertThat(Files.readString(keySet())).isEqualTo(set);
  }

  @Test
  void leavesAFileAloneThatIsNoKeySet() throws IOException {
    Files.writeString(keySet(), "something else");

    assertThat(generate("--tenant", "acme", "--kid", "acme-1")).isEqualTo(CommandExit.WRONG);
    assertThat(keySet()).hasContent("something else");
    assertThat(directory.resolve("acme-1.private.jwk")).doesNotExist();
  }
}
