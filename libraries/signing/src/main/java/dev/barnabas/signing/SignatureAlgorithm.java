package dev.barnabas.signing;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.Optional;

/** The algorithms a record may be signed with. There are no others, whatever a key set says. */
public enum SignatureAlgorithm {
  /** Ed25519, RFC 8037. */
  EDDSA("EdDSA"),
  /** ECDSA on P-256 with SHA-256, RFC 7518. */
  ES256("ES256");

  private final String word;

  SignatureAlgorithm(String word) {
    this.word = word;
  }

  /** The word in {@code alg}: {@code EdDSA} or {@code ES256}. */
  public String word() {
    return word;
  }

  /** The algorithm of a word; empty for every other, {@code none} among them. */
  public static Optional<SignatureAlgorithm> of(String word) {
    return Arrays.stream(values()).filter(a -> a.word().equals(word)).findFirst();
  }

  JWSAlgorithm jws() {
    return JWSAlgorithm.parse(word);
  }
}
