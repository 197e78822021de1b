package dev.barnabas.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.configuration.binding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private static final String CANARY = "sk-canary-4711";

  @TempDir Path directory;

  private LoadOutcome.Loaded load(String partnerLine, String more) throws IOException {
    Path file = directory.resolve("barnabas.yaml");
    Files.writeString(
        file,
        Loading.MINIMAL.replace("  - id: alpha\n", "  - id: alpha\n    " + partnerLine + "\n")
            + more);
    LoadOutcome outcome = ConfigurationLoader.load(file, Loading.context());
    assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
    return (LoadOutcome.Loaded) outcome;
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  private Path key(String name, String content) throws IOException {
    Path path = directory.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return path;
  }

  @Test
  void readsAKeyFileBesideTheConfigurationAndAgainWhenItChanges() throws IOException {
    Path file = key("secrets/key", CANARY + "\n");
    LoadOutcome.Loaded loaded = load("api_key_ref: secrets/key", "");

    assertThat(loaded.secrets().apiKey("alpha")).contains(new Secret(CANARY));
    Files.writeString(file, "sk-canary-4712");
    assertThat(loaded.secrets().apiKey("alpha")).contains(new Secret("sk-canary-4712"));
  }

  @Test
  void keepsTheLastKeyWhileItsFileCannotBeRead() throws IOException {
    Path file = key("secrets/key", CANARY);
    LoadOutcome.Loaded loaded = load("api_key_ref: secrets/key", "");
    assertThat(loaded.secrets().apiKey("alpha")).isPresent();

    Files.delete(file);

    assertThat(loaded.secrets().apiKey("alpha")).contains(new Secret(CANARY));
  }

  @Test
  void looksForKeyFilesUnderSecretsDir() throws IOException {
    key("elsewhere/key", CANARY);

    assertThat(load("api_key_ref: key", "secrets_dir: elsewhere\n").secrets().apiKey("alpha"))
        .contains(new Secret(CANARY));
    assertThat(
            load("api_key_ref: key", "secrets_dir: " + directory.resolve("elsewhere") + "\n")
                .secrets()
                .apiKey("alpha"))
        .contains(new Secret(CANARY));
  }

  @Test
  void warnsAboutAKeyFileThatIsMissingOrThatOthersCanRead() throws IOException {
    assertThat(texts(load("api_key_ref: secrets/key", "").warnings()))
        .contains(
            "partners[0].api_key_ref: cannot be read now; until it can, every call fails AUTHENTICATION_FAILED");
    Path file = key("secrets/key", CANARY);
    assertThat(texts(load("api_key_ref: secrets/key", "").warnings()))
        .noneMatch(warning -> warning.contains("api_key_ref"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(texts(load("api_key_ref: secrets/key", "").warnings()))
        .contains(
            "partners[0].api_key_ref: can be read by every user of this machine; take that permission away");
  }

  @Test
  void readsAKeyFromTheEnvironmentInEitherSpelling() throws IOException {
    assertThat(load("api_key: ${PROVIDER_A_KEY}", "").secrets().apiKey("alpha"))
        .contains(new Secret("key-of-a"));
    assertThat(load("api_key: ${env:PROVIDER_A_KEY}", "").secrets().apiKey("alpha"))
        .contains(new Secret("key-of-a"));
    assertThat(load("api_key: ${PROVIDER_A_KEY:-other}", "").secrets().apiKey("alpha"))
        .contains(new Secret("key-of-a"));
    assertThat(load("api_key_env: PROVIDER_A_KEY", "").secrets().apiKey("alpha"))
        .contains(new Secret("key-of-a"));
  }

  @Test
  void takesALiteralKeyWithAWarningAndNeverPublishesIt() throws IOException {
    LoadOutcome.Loaded loaded = load("api_key: " + CANARY, "");

    assertThat(loaded.secrets().apiKey("alpha")).contains(new Secret(CANARY));
    assertThat(texts(loaded.warnings()))
        .anyMatch(warning -> warning.startsWith("partners[0].api_key: is a literal key"));
    assertThat(loaded.configuration().canonicalJson()).doesNotContain(CANARY);
    Configuration published =
        Configuration.fromCanonicalJson(loaded.configuration().canonicalJson());
    assertThat(Secrets.of(published, directory, Map.of()).apiKey("alpha")).isEmpty();
  }

  @Test
  void takesTheDefaultOfAnUnsetKeyVariableAsALiteral() throws IOException {
    LoadOutcome.Loaded loaded = load("api_key: ${NO_KEY:-" + CANARY + "}", "");

    assertThat(loaded.secrets().apiKey("alpha")).contains(new Secret(CANARY));
    assertThat(loaded.configuration().canonicalJson()).doesNotContain(CANARY);
  }

  @Test
  void hasNoKeyForAPartnerWithoutOneOrThatIsUnknown() throws IOException {
    Secrets secrets = load("max_concurrency: 2", "").secrets();

    assertThat(secrets.apiKey("alpha")).isEmpty();
    assertThat(secrets.apiKey("nobody")).isEmpty();
  }

  @Test
  void needsNoKeysInAProcessThatCallsNoProvider() {
    String yaml =
        Loading.MINIMAL.replace("  - id: alpha\n", "  - id: alpha\n    api_key: ${NO_KEY}\n");

    assertThat(Loading.errors(ConfigurationLoader.parse(yaml, Loading.context().withoutKeys())))
        .isEmpty();
    assertThat(Loading.errors(yaml)).hasSize(1);
  }

  @Test
  void keepsSecretClientPropertiesOutOfWhatIsPublished() throws IOException {
    LoadOutcome.Loaded loaded =
        load(
            "max_concurrency: 2",
            """
            kafka:
              properties:
                security.protocol: ${NO_PROTOCOL:-SASL_SSL}
                sasl.jaas.config: 'module required password="${PROVIDER_A_KEY}";'
                ssl.key.password: %s
                ssl.keystore.location: /etc/keystore
                sasl.oauthbearer.token.endpoint.url: https://id.example.com
                ssl.truststore.password: ${file:/etc/passwords:trust}
            registry:
              properties: {apicurio.auth.client.secret: %s}
            """
                .formatted(CANARY, CANARY));

    String published = loaded.configuration().canonicalJson();
    assertThat(published).doesNotContain(CANARY).doesNotContain("key-of-a");
    assertThat(loaded.configuration().kafka().properties())
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("ssl.keystore.location", "/etc/keystore"),
            Map.entry("ssl.truststore.password", "${file:/etc/passwords:trust}"),
            Map.entry("sasl.oauthbearer.token.endpoint.url", "https://id.example.com"));
    assertThat(loaded.secrets().kafkaProperties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "module required password=\"key-of-a\";")
        .containsEntry("ssl.truststore.password", "${file:/etc/passwords:trust}")
        .containsEntry("ssl.key.password", CANARY);
    assertThat(loaded.secrets().registryProperties())
        .containsEntry("apicurio.auth.client.secret", CANARY);
    assertThat(Configuration.fromCanonicalJson(published)).isEqualTo(loaded.configuration());
  }

  @Test
  void showsASecretToNobody() throws IOException {
    key("secrets/key", CANARY);
    LoadOutcome.Loaded loaded = load("api_key_ref: secrets/key", "");
    Secret secret = loaded.secrets().apiKey("alpha").orElseThrow();

    assertThat(secret).hasToString("***");
    assertThat(secret.reveal()).isEqualTo(CANARY);
    assertThat(loaded.toString()).doesNotContain(CANARY);
    assertThat(secret).isEqualTo(new Secret(CANARY)).isNotEqualTo(new Secret("other"));
    assertThat(new Secret("a")).hasSameHashCodeAs(new Secret("b"));
  }
}
