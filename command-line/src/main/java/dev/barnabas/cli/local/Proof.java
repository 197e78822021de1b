package dev.barnabas.cli.local;

import dev.barnabas.cli.terminal.CommandException;
import dev.barnabas.client.ClientSettings;
import dev.barnabas.signing.RecordSigner;
import dev.barnabas.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command proves that what it sends is the tenant's: the options, else the environment. */
public final class Proof {
  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description = "Sign with this private key, a JWK or PKCS#8 in PEM (or BARNABAS_SIGNING_KEY).")
  private @Nullable Path signingKey;

  @Option(
      names = "--key-id",
      paramLabel = "KID",
      description = "The key's id in the key set, where the file has none (or BARNABAS_KEY_ID).")
  private @Nullable String keyId;

  @Option(
      names = "--issuer",
      paramLabel = "ISS",
      description = "The issuer that the operator asks for (or BARNABAS_ISSUER).")
  private @Nullable String issuer;

  @Option(
      names = "--audience",
      paramLabel = "AUD",
      description = "The audience that the operator asks for (or BARNABAS_AUDIENCE).")
  private @Nullable String audience;

  @Option(
      names = "--own-topics",
      description =
          "The tenant has topics of its own: so it is wherever `authentication` is not none (or"
              + " BARNABAS_OWN_TOPICS=true).")
  private boolean ownTopics;

  /**
   * Settings with the proof.
   *
   * @throws CommandException if there is no such key; names the file
   */
  public ClientSettings on(ClientSettings settings) {
    return on(settings, System.getenv());
  }

  ClientSettings on(ClientSettings settings, Map<String, String> environment) {
    boolean own =
        ownTopics || Boolean.parseBoolean(environment.getOrDefault("BARNABAS_OWN_TOPICS", ""));
    ClientSettings placed = settings.withPerTenantTopics(own);
    String named = environment.get("BARNABAS_SIGNING_KEY");
    Path file = signingKey == null && named != null ? Path.of(named) : signingKey;
    if (file == null) {
      return placed;
    }
    try {
      SigningKey key = SigningKey.read(file, given(keyId, environment.get("BARNABAS_KEY_ID")));
      return placed.withSigner(
          RecordSigner.of(key)
              .with(
                  given(issuer, environment.get("BARNABAS_ISSUER")),
                  given(audience, environment.get("BARNABAS_AUDIENCE"))));
    } catch (IOException e) {
      throw CommandException.wrong("signing key: " + e.getMessage());
    }
  }

  private static @Nullable String given(@Nullable String option, @Nullable String variable) {
    return option == null || option.isBlank() ? variable : option;
  }
}
