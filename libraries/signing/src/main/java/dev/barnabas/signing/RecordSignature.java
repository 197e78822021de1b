package dev.barnabas.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signature as a header brought it: taken apart, not believed. Only {@link #verified} gives its
 * claims.
 */
public final class RecordSignature {
  /** The record header that holds the compact JWS, in ASCII. */
  public static final String HEADER = "barnabas-signature";

  /** The JWS's {@code typ}: a token made for another purpose is refused. */
  public static final String TYPE = "barnabas-record+jwt";

  /** The longest signature that is read, in bytes. */
  public static final int MAX_BYTES = 4096;

  private final JWSHeader header;
  private final String signed;
  private final String payload;
  private final Base64URL signature;

  private RecordSignature(JWSHeader header, String signed, String payload, Base64URL signature) {
    this.header = header;
    this.signed = signed;
    this.payload = payload;
    this.signature = signature;
  }

  /** What a header's value is. */
  public sealed interface ReadOutcome {
    /** It has the form of a signature. */
    record Read(RecordSignature signature) implements ReadOutcome {}

    /** It is no compact JWS of our type with a key id, or asks for an extension. */
    record Malformed() implements ReadOutcome {}

    /** Its algorithm is none of {@link SignatureAlgorithm}. */
    record OtherAlgorithm() implements ReadOutcome {}
  }

  /** Takes a header's value apart. Never throws. */
  public static ReadOutcome read(byte @Nullable [] value) {
    if (value == null || value.length > MAX_BYTES) {
      return new ReadOutcome.Malformed();
    }
    String[] parts = new String(value, US_ASCII).split("\\.", -1);
    if (parts.length != 3) {
      return new ReadOutcome.Malformed();
    }
    Optional<String> head = canonical(parts[0]);
    Optional<String> payload = canonical(parts[1]);
    if (head.isEmpty() || payload.isEmpty()) {
      return new ReadOutcome.Malformed();
    }
    try {
      Map<String, Object> json = JSONObjectUtils.parse(head.get());
      if (!(json.get("alg") instanceof String word)) {
        return new ReadOutcome.Malformed();
      }
      if (SignatureAlgorithm.of(word).isEmpty()) {
        return new ReadOutcome.OtherAlgorithm();
      }
      JWSHeader header = JWSHeader.parse(json, new Base64URL(parts[0]));
      boolean ours =
          canonical(parts[2]).isPresent()
              && new JOSEObjectType(TYPE).equals(header.getType())
              && header.getKeyID() != null
              && header.getCriticalParams() == null
              && header.isBase64URLEncodePayload();
      return ours
          ? new ReadOutcome.Read(
              new RecordSignature(
                  header, parts[0] + "." + parts[1], payload.get(), new Base64URL(parts[2])))
          : new ReadOutcome.Malformed();
    } catch (ParseException | IllegalArgumentException e) {
      return new ReadOutcome.Malformed();
    }
  }

  /** The key that is said to have signed. */
  public String keyId() {
    return header.getKeyID();
  }

  /** The algorithm that is said to have been used. */
  public SignatureAlgorithm algorithm() {
    return SignatureAlgorithm.of(header.getAlgorithm().getName()).orElseThrow();
  }

  /** What became of a check. */
  public sealed interface VerifiedOutcome {
    /** The key signed these claims. */
    record Verified(RecordClaims claims) implements VerifiedOutcome {}

    /** The key signed something else than the claims of a record. */
    record NoClaims() implements VerifiedOutcome {}

    /** The key is of another algorithm. */
    record OtherKey() implements VerifiedOutcome {}

    /** The key did not sign this. */
    record Wrong() implements VerifiedOutcome {}
  }

  /** Checks the signature; only what it covers is believed afterwards. */
  public VerifiedOutcome verified(VerificationKey key) {
    if (key.algorithm() != algorithm()) {
      return new VerifiedOutcome.OtherKey();
    }
    try {
      if (!key.verifier().verify(header, signed.getBytes(US_ASCII), signature)) {
        return new VerifiedOutcome.Wrong();
      }
    } catch (JOSEException e) {
      return new VerifiedOutcome.Wrong();
    }
    return RecordClaims.parse(payload)
        .<VerifiedOutcome>map(VerifiedOutcome.Verified::new)
        .orElseGet(VerifiedOutcome.NoClaims::new);
  }

  /**
   * The text of base64url; empty if the same bytes are written otherwise, since a signature has one
   * form only, or if it is none.
   */
  private static Optional<String> canonical(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return again.equals(part) && !part.isEmpty()
          ? Optional.of(new Payload(bytes).toString())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
