package dev.barnabas.signing;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a signature says. On the wire a JSON object with {@code topic}, {@code tenant}, {@code cid},
 * {@code sha256}, {@code iat}, {@code exp} and, where they are used, {@code iss} and {@code aud}.
 *
 * @param topic the topic the record is published to
 * @param tenantId the tenant that the record names
 * @param correlationId the correlation id that the record names
 * @param sha256 SHA-256 of the record's value, base64url without padding
 * @param issuedAt when it was signed, in whole seconds
 * @param expiresAt until when the record may be appended, in whole seconds
 * @param issuer who signed
 * @param audience for whom
 */
public record RecordClaims(
    String topic,
    String tenantId,
    String correlationId,
    String sha256,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable String issuer,
    @Nullable String audience) {
  /** The last second of the year 9999. */
  private static final long LATEST = 253_402_300_799L;

  /** Refuses null. */
  public RecordClaims {
    requireNonNull(topic, "topic");
    requireNonNull(tenantId, "tenantId");
    requireNonNull(correlationId, "correlationId");
    requireNonNull(sha256, "sha256");
    requireNonNull(issuedAt, "issuedAt");
    requireNonNull(expiresAt, "expiresAt");
  }

  /** The hash of a value as a claim holds it. */
  public static String sha256(byte[] value) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("topic", topic);
    json.put("tenant", tenantId);
    json.put("cid", correlationId);
    json.put("sha256", sha256);
    json.put("iat", issuedAt.getEpochSecond());
    json.put("exp", expiresAt.getEpochSecond());
    if (issuer != null) {
      json.put("iss", issuer);
    }
    if (audience != null) {
      json.put("aud", audience);
    }
    return json;
  }

  /** The claims of a JSON object; empty if one is missing, doubled or of another type. */
  static Optional<RecordClaims> parse(String text) {
    try {
      Map<String, Object> json = JSONObjectUtils.parse(text);
      return Optional.of(
          new RecordClaims(
              required(json, "topic"),
              required(json, "tenant"),
              required(json, "cid"),
              required(json, "sha256"),
              time(json, "iat"),
              time(json, "exp"),
              JSONObjectUtils.getString(json, "iss"),
              JSONObjectUtils.getString(json, "aud")));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static String required(Map<String, Object> json, String name) throws ParseException {
    String text = JSONObjectUtils.getString(json, name);
    if (text == null) {
      throw new ParseException(name, 0);
    }
    return text;
  }

  private static Instant time(Map<String, Object> json, String name) throws ParseException {
    if (!(json.get(name) instanceof Number number)
        || number.doubleValue() != Math.rint(number.doubleValue())
        || number.doubleValue() < 0
        || number.doubleValue() > LATEST) {
      throw new ParseException(name, 0);
    }
    return Instant.ofEpochSecond(number.longValue());
  }
}
