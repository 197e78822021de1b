package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tenant's private key. It is never printed. Any thread.
 *
 * <p>Read from a JWK, or from PKCS#8 in PEM ({@code BEGIN PRIVATE KEY}); a PEM file has no key id,
 * so one must be given.
 */
public final class SigningKey {
  private static final Logger log = LoggerFactory.getLogger(SigningKey.class);
  private static final int MAX_BYTES = 64 * 1024;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final String id;
  private final SignatureAlgorithm algorithm;
  private final JWSSigner signer;

  private SigningKey(String id, SignatureAlgorithm algorithm, JWSSigner signer) {
    this.id = id;
    this.algorithm = algorithm;
    this.signer = signer;
  }

  /**
   * Reads a key file, and warns in the log if others than its owner can read it.
   *
   * @param keyId the key's id in the key set; null takes the JWK's own
   * @throws IOException if the file cannot be read or holds no usable key; names the file, never
   *     its content
   */
  public static SigningKey read(Path file, @Nullable String keyId) throws IOException {
    if (readableByOthers(file)) {
      log.atWarn()
          .addKeyValue("file", file)
          .log("a private key's file can be read by others than its owner; chmod 600 it");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    try {
      return parse(new String(bytes, UTF_8), keyId);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " " + e.getMessage());
    }
  }

  /** Whether group or others may read a file; false where that cannot be told. */
  public static boolean readableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * The key of a JWK or PEM text.
   *
   * @throws IllegalArgumentException saying what is wrong, without the text
   */
  public static SigningKey parse(String text, @Nullable String keyId) {
    try {
      return text.contains(BEGIN) ? pem(text, keyId) : jwk(JWK.parse(text), keyId);
    } catch (ParseException | JOSEException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "holds no private key: a JWK or PKCS#8 in PEM is needed, for Ed25519 or P-256", e);
    }
  }

  private static SigningKey jwk(JWK jwk, @Nullable String keyId) throws JOSEException {
    if (!jwk.isPrivate()) {
      throw new IllegalArgumentException("holds a public key, which cannot sign");
    }
    String id = named(keyId == null ? jwk.getKeyID() : keyId);
    if (jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
      return new SigningKey(id, SignatureAlgorithm.EDDSA, new Ed25519Signer(pair));
    }
    if (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
      return new SigningKey(id, SignatureAlgorithm.ES256, new ECDSASigner(ec));
    }
    throw new IllegalArgumentException("holds a key that is neither Ed25519 nor P-256");
  }

  private static SigningKey pem(String text, @Nullable String keyId)
      throws GeneralSecurityException, JOSEException {
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END, from);
    if (to < 0) {
      throw new IllegalArgumentException("holds a PEM block without an end");
    }
    String id = named(keyId);
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.substring(from, to)));
    return ed25519(id, spec);
  }

  private static SigningKey ed25519(String id, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException, JOSEException {
    PrivateKey key;
    try {
      key = KeyFactory.getInstance("Ed25519").generatePrivate(spec);
    } catch (GeneralSecurityException other) {
      ECPrivateKey ec = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
      return new SigningKey(id, SignatureAlgorithm.ES256, new ECDSASigner(ec));
    }
    byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
    byte[] open = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed).getPublicKey();
    OctetKeyPair pair =
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(open))
            .d(Base64URL.encode(seed))
            .build();
    return new SigningKey(id, SignatureAlgorithm.EDDSA, new Ed25519Signer(pair));
  }

  private static String named(@Nullable String id) {
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("has no key id; give one");
    }
    return id;
  }

  /** Its {@code kid}. */
  public String id() {
    return id;
  }

  /** Its algorithm. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  JWSSigner signer() {
    return signer;
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
