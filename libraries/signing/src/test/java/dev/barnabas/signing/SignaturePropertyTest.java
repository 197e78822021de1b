package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.barnabas.signing.RecordSignature.ReadOutcome;
import dev.barnabas.signing.RecordSignature.VerifiedOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SignaturePropertyTest {
  private static final KeyPair PAIR =
      KeyPair.generate("k1", SignatureAlgorithm.EDDSA, Set.of("acme"));
  private static final KeyPair CURVE =
      KeyPair.generate("k1", SignatureAlgorithm.ES256, Set.of("acme"));
  private static final VerificationKey PAIR_KEY = key(PAIR);
  private static final VerificationKey CURVE_KEY = key(CURVE);

  private static VerificationKey key(KeyPair pair) {
    var outcome = KeySet.parse(KeyPair.added(null, pair.publicJwk()).getBytes(UTF_8));
    return ((KeySet.KeySetOutcome.Read) outcome).keys().key("k1").orElseThrow();
  }

  private static byte[] signed(SignatureAlgorithm algorithm) {
    KeyPair pair = algorithm == SignatureAlgorithm.EDDSA ? PAIR : CURVE;
    return new RecordSigner(
            SigningKey.parse(pair.privateJwk(), null),
            null,
            null,
            Duration.ofMinutes(1),
            () -> Instant.EPOCH)
        .sign("topic", "acme", "1", new byte[] {1})
        .getBytes(US_ASCII);
  }

  private static boolean believed(byte[] header, SignatureAlgorithm algorithm) {
    return RecordSignature.read(header) instanceof ReadOutcome.Read(RecordSignature signature)
        && signature.verified(algorithm == SignatureAlgorithm.EDDSA ? PAIR_KEY : CURVE_KEY)
            instanceof VerifiedOutcome.Verified;
  }

  @Property(tries = 2_000)
  void refusesEverySignatureWithOneByteChanged(
      @ForAll SignatureAlgorithm algorithm,
      @ForAll @IntRange(max = 10_000) int position,
      @ForAll byte other) {
    byte[] header = signed(algorithm);
    assertThat(believed(header, algorithm)).isTrue();
    int at = position % header.length;
    byte before = header[at];
    header[at] = other;

    assertThat(believed(header, algorithm)).isEqualTo(before == other);
  }

  @Property(tries = 2_000)
  void neverThrowsOnBytesOfAStranger(@ForAll @Size(max = 200) byte[] header) {
    assertThat(believed(header, SignatureAlgorithm.EDDSA)).isFalse();
  }
}
