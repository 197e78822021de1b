package dev.barnabas.broker.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNullElseGet;

import dev.barnabas.broker.request.TenantKeys;
import dev.barnabas.signing.RecordClaims;
import dev.barnabas.topics.OriginHeaders;
import dev.barnabas.topics.SourceCoordinates;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.UnauthenticatedCode;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The keyed proof that the origin of a moved record is broker-app's own word, about this value. A
 * tenant is told by the topic its record was first written to, so an origin that anybody could
 * write would be a tenant that anybody could be.
 */
final class OriginProof {
  /** The header's name. */
  static final String PROOF = "barnabas-origin-proof";

  private OriginProof() {}

  /** Says where a record was read, and proves it. */
  static void add(Headers headers, RawRecord raw, TenantKeys keys) {
    SourceCoordinates origin = raw.readAt();
    OriginHeaders.add(headers, origin);
    headers.remove(PROOF);
    headers.add(PROOF, proof(origin, raw.value(), keys).getBytes(US_ASCII));
  }

  /** The origin of a moved record; empty if it names none, or does not prove it. */
  static Optional<SourceCoordinates> of(Headers headers, byte @Nullable [] value, TenantKeys keys) {
    Header said = headers.lastHeader(PROOF);
    return said == null || said.value() == null
        ? Optional.empty()
        : OriginHeaders.of(headers)
            .filter(origin ->
                MessageDigest.isEqual(proof(origin, value, keys).getBytes(US_ASCII), said.value()));
  }

  /** Why a record of the misplaced topic without a proven origin is refused. */
  static Arrival.Refused unproven(Headers headers) {
    return OriginHeaders.of(headers).isPresent()
        ? new Arrival.Refused(
            DeadLetterReason.UNAUTHENTICATED,
            UnauthenticatedCode.ORIGIN_NOT_PROVEN.name(),
            "headers")
        : new Arrival.Refused(DeadLetterReason.UNREADABLE, "NO_ORIGIN", "headers");
  }

  private static String proof(SourceCoordinates origin, byte @Nullable [] value, TenantKeys keys) {
    byte[] bytes = requireNonNullElseGet(value, () -> new byte[0]);
    return keys.hash(
        "origin",
        "",
        origin.topic(),
        Integer.toString(origin.partition()),
        Long.toString(origin.offset()),
        Long.toString(origin.appendedAt().toEpochMilli()),
        RecordClaims.sha256(bytes));
  }
}
