package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.barnabas.signing.RecordSignature.ReadOutcome;
import dev.barnabas.signing.RecordSignature.VerifiedOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSignatureTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final byte[] VALUE = "a value".getBytes(UTF_8);

  private static RecordSigner signer(KeyPair pair) {
    return new RecordSigner(
        SigningKey.parse(pair.privateJwk(), null), "iss", "aud", Duration.ofMinutes(1), () -> NOW);
  }

  private static VerificationKey key(KeyPair pair, String id) {
    var outcome = KeySet.parse(KeyPair.added(null, pair.publicJwk()).getBytes(UTF_8));
    return ((KeySet.KeySetOutcome.Read) outcome).keys().key(id).orElseThrow();
  }

  private static ReadOutcome read(String value) {
    return RecordSignature.read(value.getBytes(US_ASCII));
  }

  private static VerifiedOutcome verified(String value, VerificationKey key) {
    return ((ReadOutcome.Read) read(value)).signature().verified(key);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackWhatWasSigned(SignatureAlgorithm algorithm) {
    KeyPair pair = KeyPair.generate("k1", algorithm, Set.of("acme", "globex"));
    String value = signer(pair).sign("topic", "acme", "id-1", VALUE);

    assertThat(value.length()).isLessThan(RecordSignature.MAX_BYTES / 4);
    assertThat(key(pair, "k1").tenants()).containsExactlyInAnyOrder("acme", "globex");
    assertThat(verified(value, key(pair, "k1")))
        .isEqualTo(
            new VerifiedOutcome.Verified(
                new RecordClaims(
                    "topic",
                    "acme",
                    "id-1",
                    RecordClaims.sha256(VALUE),
                    NOW,
                    NOW.plusSeconds(60),
                    "iss",
                    "aud")));
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnotherKeyOfTheSameId(SignatureAlgorithm algorithm) {
    String value =
        signer(KeyPair.generate("k1", algorithm, Set.of())).sign("topic", "acme", "1", VALUE);

    assertThat(verified(value, key(KeyPair.generate("k1", algorithm, Set.of()), "k1")))
        .isInstanceOf(VerifiedOutcome.Wrong.class);
  }

  @Test
  void refusesAKeyOfAnotherAlgorithm() {
    String value =
        signer(KeyPair.generate("k1", SignatureAlgorithm.EDDSA, Set.of()))
            .sign("topic", "acme", "1", VALUE);

    assertThat(
            verified(value, key(KeyPair.generate("k1", SignatureAlgorithm.ES256, Set.of()), "k1")))
        .isInstanceOf(VerifiedOutcome.OtherKey.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "HS256", "RS256", "PS256", "ES384", "ES256K", ""})
  void knowsNoOtherAlgorithm(String algorithm) {
    assertThat(read(part("{\"alg\":\"" + algorithm + "\",\"kid\":\"k\"}") + ".e30.e30"))
        .isInstanceOf(ReadOutcome.OtherAlgorithm.class);
  }

  @Test
  void refusesASymmetricSignatureMadeWithThePublicKey() throws JOSEException {
    KeyPair pair = KeyPair.generate("k1", SignatureAlgorithm.EDDSA, Set.of("acme"));
    JWSObject forged =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), new Payload("{}"));
    forged.sign(new MACSigner(pair.publicJwk().getBytes(UTF_8)));

    assertThat(read(forged.serialize())).isInstanceOf(ReadOutcome.OtherAlgorithm.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a.b",
        "e30.e30.e30",
        "e30..e30",
        "not base64.e30.e30",
        "bm90IGpzb24.e30.e30"
      })
  void refusesWhatIsNoCompactJws(String value) {
    assertThat(read(value)).isInstanceOf(ReadOutcome.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"EdDSA\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"k\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"k\",\"typ\":\"JWT\"}",
        "{\"alg\":\"EdDSA\",\"typ\":\"barnabas-record+jwt\"}",
        "{\"alg\":1,\"kid\":\"k\",\"typ\":\"barnabas-record+jwt\"}",
        "{\"kid\":\"k\",\"typ\":\"barnabas-record+jwt\"}",
        "{\"alg\":\"EdDSA\",\"kid\":\"k\",\"typ\":\"barnabas-record+jwt\",\"crit\":[\"x\"],\"x\":1}",
        "{\"alg\":\"EdDSA\",\"kid\":\"k\",\"typ\":\"barnabas-record+jwt\",\"crit\":[\"b64\"],\"b64\":false}",
        "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"kid\":\"k\",\"typ\":\"barnabas-record+jwt\"}"
      })
  void refusesAHeaderThatIsNotOurs(String header) {
    assertThat(read(part(header) + ".e30.e30")).isInstanceOf(ReadOutcome.Malformed.class);
  }

  @Test
  void refusesNullAndWhatIsTooLong() {
    byte @Nullable [] none = null;

    assertThat(RecordSignature.read(none)).isInstanceOf(ReadOutcome.Malformed.class);
    assertThat(RecordSignature.read(new byte[RecordSignature.MAX_BYTES + 1]))
        .isInstanceOf(ReadOutcome.Malformed.class);
  }

  @Test
  void refusesTheSameSignatureWrittenOtherwise() {
    KeyPair pair = KeyPair.generate("k1", SignatureAlgorithm.EDDSA, Set.of());
    String value = signer(pair).sign("topic", "acme", "1", VALUE);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(value.charAt(value.length() - 1));
    String twin = value.substring(0, value.length() - 1) + alphabet.charAt(last ^ 1);

    assertThat(Base64.getUrlDecoder().decode(twin.substring(twin.lastIndexOf('.') + 1)))
        .isEqualTo(Base64.getUrlDecoder().decode(value.substring(value.lastIndexOf('.') + 1)));
    assertThat(read(twin)).isInstanceOf(ReadOutcome.Malformed.class);
    assertThat(read(value + "=")).isInstanceOf(ReadOutcome.Malformed.class);
    assertThat(read(value + "\n")).isInstanceOf(ReadOutcome.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"topic\":\"t\",\"tenant\":\"a\",\"cid\":\"1\",\"sha256\":\"x\",\"iat\":1}",
        "{\"topic\":\"t\",\"tenant\":\"a\",\"cid\":1,\"sha256\":\"x\",\"iat\":1,\"exp\":2}",
        "{\"topic\":\"t\",\"tenant\":\"a\",\"cid\":\"1\",\"sha256\":\"x\",\"iat\":1.5,\"exp\":2}",
        "{\"topic\":\"t\",\"tenant\":\"a\",\"cid\":\"1\",\"sha256\":\"x\",\"iat\":-1,\"exp\":2}",
        "{\"topic\":\"t\",\"tenant\":\"a\",\"cid\":\"1\",\"sha256\":\"x\",\"iat\":1,\"exp\":1e300}",
        "{\"topic\":\"t\",\"topic\":\"u\",\"tenant\":\"a\",\"cid\":\"1\",\"sha256\":\"x\",\"iat\":1,\"exp\":2}",
        "{\"topic\":\"t\",\"tenant\":\"a\",\"cid\":\"1\",\"sha256\":\"x\",\"iat\":1,\"exp\":2,\"iss\":7}",
      })
  void refusesSignedClaimsThatAreNoRecords(String payload) throws JOSEException {
    KeyPair pair = KeyPair.generate("k1", SignatureAlgorithm.EDDSA, Set.of());
    SigningKey key = SigningKey.parse(pair.privateJwk(), null);
    JWSObject object =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .keyID("k1")
                .type(new JOSEObjectType(RecordSignature.TYPE))
                .build(),
            new Payload(payload));
    object.sign(key.signer());

    assertThat(verified(object.serialize(), key(pair, "k1")))
        .isInstanceOf(VerifiedOutcome.NoClaims.class);
  }

  @Test
  void ignoresAKeyThatTheSignatureBringsAlong() throws JOSEException {
    KeyPair theirs = KeyPair.generate("k1", SignatureAlgorithm.ES256, Set.of("acme"));
    UnaryOperator<JWSHeader.Builder> withKey =
        builder -> {
          try {
            return builder.jwk(com.nimbusds.jose.jwk.JWK.parse(theirs.privateJwk()).toPublicJWK());
          } catch (java.text.ParseException e) {
            throw new IllegalArgumentException(e);
          }
        };
    JWSObject object =
        new JWSObject(
            withKey
                .apply(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("k1")
                        .type(new JOSEObjectType(RecordSignature.TYPE)))
                .build(),
            new Payload("{}"));
    object.sign(SigningKey.parse(theirs.privateJwk(), null).signer());
    VerificationKey ours =
        key(KeyPair.generate("k1", SignatureAlgorithm.ES256, Set.of("acme")), "k1");

    assertThat(verified(object.serialize(), ours)).isInstanceOf(VerifiedOutcome.Wrong.class);
  }

  private static String part(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
