package dev.barnabas.signing;

import com.nimbusds.jose.JWSVerifier;
import java.util.Set;

/**
 * A public key and whose it is. Any thread.
 *
 * @param id its {@code kid}
 * @param algorithm the one algorithm it checks
 * @param tenants the tenants it signs for
 * @param verifier checks signatures
 */
public record VerificationKey(
    String id, SignatureAlgorithm algorithm, Set<String> tenants, JWSVerifier verifier) {
  /** Copies. */
  public VerificationKey {
    tenants = Set.copyOf(tenants);
  }
}
