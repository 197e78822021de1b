package dev.barnabas.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.client.ClientSettings;
import dev.barnabas.signing.KeyPair;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SignatureAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ProofTest {
  private static final ClientSettings PLAIN =
      ClientSettings.of("127.0.0.1:1", "http://127.0.0.1:1");

  @TempDir private Path directory;

  private static Proof proof(String... options) {
    Proof proof = new Proof();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(proof)).parseArgs(options);
    return proof;
  }

  private Path key() throws IOException {
    KeyPair pair = KeyPair.generate("acme-1", SignatureAlgorithm.EDDSA, Set.of("acme"));
    return Files.writeString(directory.resolve("acme-1.jwk"), pair.privateJwk());
  }

  @Test
  void provesNothingUnlessTold() {
    assertThat(proof().on(PLAIN, Map.of())).isEqualTo(PLAIN);
  }

  @Test
  void signsByTheOptions() throws IOException {
    ClientSettings settings =
        proof(
                "--own-topics",
                "--signing-key",
                key().toString(),
                "--key-id",
                "other",
                "--issuer",
                "i",
                "--audience",
                "a")
            .on(PLAIN, Map.of("BARNABAS_KEY_ID", "environment"));

    assertThat(settings.perTenantTopics()).isTrue();
    assertThat(settings.signer())
        .isInstanceOfSatisfying(
            RecordSigner.class,
            signer -> {
              assertThat(signer.key().id()).isEqualTo("other");
              assertThat(signer.issuer()).isEqualTo("i");
              assertThat(signer.audience()).isEqualTo("a");
            });
  }

  @Test
  void signsByTheEnvironment() throws IOException {
    ClientSettings settings =
        proof()
            .on(
                PLAIN,
                Map.of("BARNABAS_SIGNING_KEY", key().toString(), "BARNABAS_OWN_TOPICS", "true"));

    assertThat(settings.perTenantTopics()).isTrue();
    assertThat(settings.signer())
        .isInstanceOfSatisfying(
            RecordSigner.class, signer -> assertThat(signer.key().id()).isEqualTo("acme-1"));
  }

  @Test
  void namesTheFileThatHoldsNoKey() throws IOException {
    Path file = Files.writeString(directory.resolve("not-a-key"), "secret");

    assertThatThrownBy(() -> proof("--signing-key", file.toString()).on(PLAIN, Map.of()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("secret");
  }
}
