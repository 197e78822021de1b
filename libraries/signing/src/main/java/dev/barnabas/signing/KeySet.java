package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of one JWKS (RFC 7517) that can sign records. A key is bound to tenants by its
 * member {@code tenants}, a list of tenant ids; without it, the key signs for nobody. Keys of other
 * kinds are left out: a key set may serve more than us. Any thread.
 */
public final class KeySet {
  /** The largest key set that is read, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private final Map<String, VerificationKey> keys;

  private KeySet(Map<String, VerificationKey> keys) {
    this.keys = Map.copyOf(keys);
  }

  /** What bytes are as a key set. */
  public sealed interface KeySetOutcome {
    /** A key set. */
    record Read(KeySet keys) implements KeySetOutcome {}

    /**
     * None that may be used.
     *
     * @param reason why, without content
     */
    record Refused(String reason) implements KeySetOutcome {}
  }

  /** Reads a JWKS. Never throws; a doubled key id and a private key refuse the whole set. */
  public static KeySetOutcome parse(byte[] json) {
    if (json.length > MAX_BYTES) {
      return new KeySetOutcome.Refused("larger than " + MAX_BYTES + " bytes");
    }
    Map<String, Object>[] members;
    try {
      members =
          JSONObjectUtils.getJSONObjectArray(
              JSONObjectUtils.parse(new String(json, UTF_8)), "keys");
    } catch (ParseException | IllegalArgumentException e) {
      return new KeySetOutcome.Refused("no JWKS: an object with a list `keys` is needed");
    }
    if (members == null) {
      return new KeySetOutcome.Refused("no JWKS: an object with a list `keys` is needed");
    }
    Map<String, VerificationKey> keys = new HashMap<>();
    for (Map<String, Object> member : members) {
      if (member.containsKey("d") || member.containsKey("k")) {
        return new KeySetOutcome.Refused("holds a private or symmetric key");
      }
      Optional<VerificationKey> key = key(member);
      if (key.isPresent() && keys.put(key.get().id(), key.get()) != null) {
        return new KeySetOutcome.Refused("has two keys of one kid");
      }
    }
    return new KeySetOutcome.Read(new KeySet(keys));
  }

  /** The key of an id. */
  public Optional<VerificationKey> key(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** The ids of the keys. */
  public Set<String> ids() {
    return keys.keySet();
  }

  private static Optional<VerificationKey> key(Map<String, Object> member) {
    try {
      JWK jwk = JWK.parse(member);
      Optional<SignatureAlgorithm> algorithm = algorithm(jwk);
      if (algorithm.isEmpty() || jwk.getKeyID() == null || !forSignatures(jwk, algorithm.get())) {
        return Optional.empty();
      }
      return Optional.of(
          new VerificationKey(
              jwk.getKeyID(), algorithm.get(), tenants(member), verifier(jwk, algorithm.get())));
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<SignatureAlgorithm> algorithm(JWK jwk) {
    if (jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
      return Optional.of(SignatureAlgorithm.EDDSA);
    }
    return jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())
        ? Optional.of(SignatureAlgorithm.ES256)
        : Optional.empty();
  }

  private static boolean forSignatures(JWK jwk, SignatureAlgorithm algorithm) {
    @Nullable KeyUse use = jwk.getKeyUse();
    @Nullable Set<KeyOperation> operations = jwk.getKeyOperations();
    return (use == null || use.equals(KeyUse.SIGNATURE))
        && (operations == null || operations.contains(KeyOperation.VERIFY))
        && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm.jws()));
  }

  private static Set<String> tenants(Map<String, Object> member) throws ParseException {
    List<String> tenants = JSONObjectUtils.getStringList(member, "tenants");
    return tenants == null ? Set.of() : Set.copyOf(tenants);
  }

  private static JWSVerifier verifier(JWK jwk, SignatureAlgorithm algorithm) throws JOSEException {
    return switch (algorithm) {
      case EDDSA -> new Ed25519Verifier(jwk.toOctetKeyPair());
      case ES256 -> new ECDSAVerifier(jwk.toECKey());
    };
  }
}
