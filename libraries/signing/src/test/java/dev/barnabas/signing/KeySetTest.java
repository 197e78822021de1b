package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.barnabas.signing.KeySet.KeySetOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
  private static final KeyPair ACME =
      KeyPair.generate("acme-1", SignatureAlgorithm.EDDSA, Set.of("acme"));

  private static KeySetOutcome parse(String text) {
    return KeySet.parse(text.getBytes(UTF_8));
  }

  private static KeySet read(String text) {
    return ((KeySetOutcome.Read) parse(text)).keys();
  }

  private static String refused(String text) {
    return ((KeySetOutcome.Refused) parse(text)).reason();
  }

  @Test
  void bindsAKeyToItsTenants() {
    KeySet set = read(KeyPair.added(null, ACME.publicJwk()));

    assertThat(set.ids()).containsExactly("acme-1");
    assertThat(set.key("acme-1"))
        .get()
        .extracting(VerificationKey::tenants)
        .isEqualTo(Set.of("acme"));
    assertThat(set.key("acme-2")).isEmpty();
  }

  @Test
  void bindsAKeyWithoutTenantsToNobody() {
    KeyPair pair = KeyPair.generate("k", SignatureAlgorithm.ES256, Set.of());

    assertThat(read(KeyPair.added(null, pair.publicJwk())).key("k"))
        .get()
        .extracting(VerificationKey::tenants)
        .isEqualTo(Set.of());
    assertThat(read("{\"keys\":[" + pair.publicJwk().replace("[]", "\"acme\"") + "]}").ids())
        .isEmpty();
  }

  @Test
  void leavesOutKeysOfOtherKindsAndUses() throws JOSEException {
    String rsa = new RSAKeyGenerator(2048).keyID("rsa").generate().toPublicJWK().toJSONString();
    String curve =
        new ECKeyGenerator(Curve.P_384).keyID("c").generate().toPublicJWK().toJSONString();
    String agreement =
        new OctetKeyPairGenerator(Curve.X25519).keyID("x").generate().toPublicJWK().toJSONString();
    String open = ACME.publicJwk();
    String encrypting = open.replace("\"sig\"", "\"enc\"").replace("acme-1", "enc");
    String other = open.replace("\"EdDSA\"", "\"ES256\"").replace("acme-1", "other");
    String nameless = open.replace("\"kid\"", "\"kidd\"");
    String broken = open.replace("\"x\"", "\"xx\"").replace("acme-1", "broken");

    KeySet set =
        read(
            "{\"keys\":["
                + String.join(",", rsa, curve, agreement, encrypting, other, nameless, broken, open)
                + "]}");

    assertThat(set.ids()).containsExactly("acme-1");
  }

  @Test
  void refusesASetWithAPrivateOrSymmetricKeyOrTwoOfOneId() {
    assertThat(refused("{\"keys\":[" + ACME.privateJwk() + "]}")).contains("private");
    assertThat(refused("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"s\"}]}"))
        .contains("symmetric");
    assertThat(refused("{\"keys\":[" + ACME.publicJwk() + "," + ACME.publicJwk() + "]}"))
        .contains("two keys of one kid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[1]}", "no json", "{\"keys\":"})
  void refusesWhatIsNoKeySet(String text) {
    assertThat(refused(text)).contains("no JWKS");
  }

  @Test
  void refusesASetThatIsTooLarge() {
    assertThat(KeySet.parse(new byte[KeySet.MAX_BYTES + 1]))
        .isInstanceOf(KeySetOutcome.Refused.class);
  }

  @Test
  void replacesAKeyOfTheSameIdAndKeepsTheOthers() {
    KeyPair again = KeyPair.generate("acme-1", SignatureAlgorithm.EDDSA, Set.of("acme", "globex"));
    KeyPair other = KeyPair.generate("other", SignatureAlgorithm.ES256, Set.of("acme"));
    String set =
        KeyPair.added(
            KeyPair.added(KeyPair.added(null, ACME.publicJwk()), other.publicJwk()),
            again.publicJwk());

    assertThat(read(set).ids()).containsExactlyInAnyOrder("acme-1", "other");
    assertThat(read(set).key("acme-1"))
        .get()
        .extracting(VerificationKey::tenants)
        .isEqualTo(Set.of("acme", "globex"));
    assertThatIllegalArgumentException().isThrownBy(() -> KeyPair.added("[]", ACME.publicJwk()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "EC"})
  void readsAPrivateKeyInPem(String kind, @TempDir Path directory)
      throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    Path file = directory.resolve("key.pem");
    Files.writeString(file, pem(generator.generateKeyPair().getPrivate()));

    SigningKey key = SigningKey.read(file, "my-key");

    assertThat(key.id()).isEqualTo("my-key");
    assertThat(key.algorithm())
        .isEqualTo(kind.equals("EC") ? SignatureAlgorithm.ES256 : SignatureAlgorithm.EDDSA);
    assertThat(RecordSigner.of(key).sign("t", "acme", "1", new byte[0])).contains(".");
    assertThatThrownBy(() -> SigningKey.read(file, null))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " has no key id; give one");
  }

  @Test
  void saysWhatIsWrongWithAPrivateKeyAndNeverWhatIsInIt(@TempDir Path directory)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    for (String text :
        new String[] {
          "nonsense secret",
          ACME.publicJwk(),
          pem(rsa.generateKeyPair().getPrivate()),
          "-----BEGIN PRIVATE KEY-----\nsecret",
          "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----",
          "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}"
        }) {
      Path file = Files.writeString(directory.resolve("key"), text);
      assertThatThrownBy(() -> SigningKey.read(file, "k"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + " ho")
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining("c2VjcmV0");
    }
    assertThat(SigningKey.parse(ACME.privateJwk(), null).toString())
        .isEqualTo("SigningKey[acme-1]");
    assertThat(ACME.toString()).doesNotContain("\"d\"");
  }

  @Test
  void tellsWhenOthersCanReadAPrivateKey(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), ACME.privateJwk());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(SigningKey.readableByOthers(file)).isFalse();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(SigningKey.readableByOthers(file)).isTrue();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
    assertThat(SigningKey.readableByOthers(file)).isTrue();
  }

  private static String pem(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
