package dev.barnabas.broker.authentication;

import dev.barnabas.signing.SignatureAlgorithm;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record must prove.
 *
 * @param enforcement what follows when it does not
 * @param signed whether it must be signed
 * @param ownTopics whether it must lie in a topic of its tenant's own
 * @param algorithms accepted
 * @param keySet where the keys are; a file name or a URL; null where nothing is signed
 * @param issuer the {@code iss} demanded; null for any
 * @param audience the {@code aud} demanded; null for any
 * @param clockSkew forgiven between the signer's clock and the broker's
 * @param maxLifetime the longest time from {@code iat} to {@code exp}
 * @param maxStale how long keys are used that cannot be read again
 */
public record AuthenticationPolicy(
    Enforcement enforcement,
    boolean signed,
    boolean ownTopics,
    Set<SignatureAlgorithm> algorithms,
    @Nullable String keySet,
    @Nullable String issuer,
    @Nullable String audience,
    Duration clockSkew,
    Duration maxLifetime,
    Duration maxStale) {
  /** Copies; refuses signatures without keys. */
  public AuthenticationPolicy {
    algorithms = Set.copyOf(algorithms);
    if (signed && keySet == null) {
      throw new IllegalArgumentException("signatures need a key set");
    }
  }

  /** What follows when a proof is missing. */
  public enum Enforcement {
    /** Nothing is checked. */
    OFF,
    /** It is counted and recorded, and the record is believed. */
    SHADOW,
    /** The record is refused. */
    ENFORCE
  }

  /** Everybody is believed. */
  public static AuthenticationPolicy none() {
    return new AuthenticationPolicy(
        Enforcement.OFF,
        false,
        false,
        Set.of(),
        null,
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO);
  }
}
