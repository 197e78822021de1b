package dev.barnabas.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Signs records for one tenant, or for several that share a key. Any thread.
 *
 * @param key the private key
 * @param issuer the {@code iss} that the operator asks for; null for none
 * @param audience the {@code aud} that the operator asks for; null for none
 * @param lifetime how long after signing the record may be appended; at least a second
 * @param clock says when it is signed
 */
public record RecordSigner(
    SigningKey key,
    @Nullable String issuer,
    @Nullable String audience,
    Duration lifetime,
    InstantSource clock) {
  /** Long enough for a producer that waits for a broker. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);

  /** Refuses a lifetime below a second. */
  public RecordSigner {
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("lifetime must be at least a second");
    }
  }

  /** Signs with a key, for {@link #DEFAULT_LIFETIME}, by the system's clock. */
  public static RecordSigner of(SigningKey key) {
    return new RecordSigner(key, null, null, DEFAULT_LIFETIME, InstantSource.system());
  }

  /** The same with an issuer and an audience. */
  public RecordSigner with(@Nullable String otherIssuer, @Nullable String otherAudience) {
    return new RecordSigner(key, otherIssuer, otherAudience, lifetime, clock);
  }

  /**
   * The value of {@link RecordSignature#HEADER} for a record.
   *
   * @param topic where it is published to
   * @param tenantId the tenant in its value
   * @param correlationId the correlation id in its value
   * @param value its bytes
   */
  public String sign(String topic, String tenantId, String correlationId, byte[] value) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return sign(
        new RecordClaims(
            topic,
            tenantId,
            correlationId,
            RecordClaims.sha256(value),
            now,
            now.plus(lifetime),
            issuer,
            audience));
  }

  /** Signs claims as they are. */
  public String sign(RecordClaims claims) {
    JWSObject object =
        new JWSObject(
            new JWSHeader.Builder(key.algorithm().jws())
                .type(new JOSEObjectType(RecordSignature.TYPE))
                .keyID(key.id())
                .build(),
            new Payload(claims.toJson()));
    try {
      object.sign(key.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException("a key that was accepted cannot sign", e);
    }
    return object.serialize();
  }
}
