package dev.barnabas.broker.authentication;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.barnabas.broker.authentication.AuthenticationDecision.Authenticated;
import dev.barnabas.broker.authentication.AuthenticationDecision.KeyAwaited;
import dev.barnabas.broker.authentication.AuthenticationDecision.Unauthenticated;
import dev.barnabas.signing.KeySet;
import dev.barnabas.signing.KeySetState;
import dev.barnabas.signing.RecordClaims;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.signing.VerificationKey;
import dev.barnabas.vocabulary.UnauthenticatedCode;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a record proves whose it is. Times are compared with the time the broker appended
 * the record, so that what waits in a queue does not expire there; {@code now} says how old the
 * keys are, and nothing else. A pure function.
 */
public final class Authentication {
  private Authentication() {}

  /**
   * Decides.
   *
   * @param record as received
   * @param policy what it must prove
   * @param keys what is known of the policy's key set
   * @param now the wall clock
   */
  public static AuthenticationDecision decide(
      ReceivedRecord record, AuthenticationPolicy policy, KeySetState keys, Instant now) {
    if (policy.enforcement() == AuthenticationPolicy.Enforcement.OFF) {
      return new Authenticated();
    }
    Optional<UnauthenticatedCode> elsewhere = place(record, policy);
    if (elsewhere.isPresent()) {
      return new Unauthenticated(elsewhere.get());
    }
    return policy.signed() ? signed(record, policy, keys, now) : new Authenticated();
  }

  /** A topic of a tenant's own is no place for others, whatever else is proven. */
  private static Optional<UnauthenticatedCode> place(
      ReceivedRecord record, AuthenticationPolicy policy) {
    if (record.topicTenant() == null) {
      return policy.ownTopics()
          ? Optional.of(UnauthenticatedCode.NO_TOPIC_OF_ITS_OWN)
          : Optional.empty();
    }
    return record.topicTenant().equals(record.claimed().tenantId())
        ? Optional.empty()
        : Optional.of(UnauthenticatedCode.TOPIC_OF_ANOTHER_TENANT);
  }

  private static AuthenticationDecision signed(
      ReceivedRecord record, AuthenticationPolicy policy, KeySetState keys, Instant now) {
    if (record.signatures().size() != 1) {
      return new Unauthenticated(
          record.signatures().isEmpty()
              ? UnauthenticatedCode.SIGNATURE_MISSING
              : UnauthenticatedCode.SIGNATURE_REPEATED);
    }
    return switch (RecordSignature.read(record.signatures().getFirst())) {
      case RecordSignature.ReadOutcome.Malformed _ ->
          new Unauthenticated(UnauthenticatedCode.SIGNATURE_MALFORMED);
      case RecordSignature.ReadOutcome.OtherAlgorithm _ ->
          new Unauthenticated(UnauthenticatedCode.ALGORITHM_NOT_ALLOWED);
      case RecordSignature.ReadOutcome.Read(RecordSignature signature) ->
          policy.algorithms().contains(signature.algorithm())
              ? keyed(record, policy, signature, keys, now)
              : new Unauthenticated(UnauthenticatedCode.ALGORITHM_NOT_ALLOWED);
    };
  }

  private static AuthenticationDecision keyed(
      ReceivedRecord record,
      AuthenticationPolicy policy,
      RecordSignature signature,
      KeySetState keys,
      Instant now) {
    return switch (keys) {
      case KeySetState.NotLoaded _ -> new KeyAwaited(UnauthenticatedCode.KEY_SET_NOT_LOADED);
      case KeySetState.Loaded(KeySet _, Instant readAt)
          when now.isAfter(readAt.plus(policy.maxStale())) ->
          new KeyAwaited(UnauthenticatedCode.KEY_SET_STALE);
      case KeySetState.Loaded(KeySet set, Instant _) ->
          set.key(signature.keyId())
              .map(key -> verified(record, policy, signature, key))
              .orElseGet(() -> new KeyAwaited(UnauthenticatedCode.KEY_UNKNOWN));
    };
  }

  private static AuthenticationDecision verified(
      ReceivedRecord record,
      AuthenticationPolicy policy,
      RecordSignature signature,
      VerificationKey key) {
    return switch (signature.verified(key)) {
      case RecordSignature.VerifiedOutcome.OtherKey _ ->
          new Unauthenticated(UnauthenticatedCode.ALGORITHM_OF_ANOTHER_KEY);
      case RecordSignature.VerifiedOutcome.Wrong _ ->
          new Unauthenticated(UnauthenticatedCode.SIGNATURE_INVALID);
      case RecordSignature.VerifiedOutcome.NoClaims _ ->
          new Unauthenticated(UnauthenticatedCode.CLAIMS_MALFORMED);
      case RecordSignature.VerifiedOutcome.Verified(RecordClaims claims) ->
          identity(record, claims, key)
              .or(() -> parties(policy, claims))
              .or(() -> times(record, policy, claims))
              .<AuthenticationDecision>map(Unauthenticated::new)
              .orElseGet(Authenticated::new);
    };
  }

  private static Optional<UnauthenticatedCode> identity(
      ReceivedRecord record, RecordClaims claims, VerificationKey key) {
    if (!claims.tenantId().equals(record.claimed().tenantId())) {
      return Optional.of(UnauthenticatedCode.TENANT_DIFFERS);
    }
    if (!key.tenants().contains(claims.tenantId())) {
      return Optional.of(UnauthenticatedCode.KEY_OF_ANOTHER_TENANT);
    }
    if (!claims.correlationId().equals(record.claimed().correlationId())) {
      return Optional.of(UnauthenticatedCode.CORRELATION_ID_DIFFERS);
    }
    if (!claims.topic().equals(record.topic())) {
      return Optional.of(UnauthenticatedCode.TOPIC_DIFFERS);
    }
    return MessageDigest.isEqual(
            claims.sha256().getBytes(US_ASCII),
            RecordClaims.sha256(record.value()).getBytes(US_ASCII))
        ? Optional.empty()
        : Optional.of(UnauthenticatedCode.VALUE_CHANGED);
  }

  private static Optional<UnauthenticatedCode> parties(
      AuthenticationPolicy policy, RecordClaims claims) {
    if (differs(policy.issuer(), claims.issuer())) {
      return Optional.of(UnauthenticatedCode.ISSUER_DIFFERS);
    }
    return differs(policy.audience(), claims.audience())
        ? Optional.of(UnauthenticatedCode.AUDIENCE_DIFFERS)
        : Optional.empty();
  }

  private static boolean differs(@Nullable String demanded, @Nullable String said) {
    return demanded != null && !demanded.equals(said);
  }

  private static Optional<UnauthenticatedCode> times(
      ReceivedRecord record, AuthenticationPolicy policy, RecordClaims claims) {
    Duration lifetime = Duration.between(claims.issuedAt(), claims.expiresAt());
    if (!lifetime.isPositive() || lifetime.compareTo(policy.maxLifetime()) > 0) {
      return Optional.of(UnauthenticatedCode.LIFETIME_TOO_LONG);
    }
    if (record.appendedAt().isBefore(claims.issuedAt().minus(policy.clockSkew()))) {
      return Optional.of(UnauthenticatedCode.FROM_THE_FUTURE);
    }
    return record.appendedAt().isAfter(claims.expiresAt().plus(policy.clockSkew()))
        ? Optional.of(UnauthenticatedCode.EXPIRED)
        : Optional.empty();
  }
}
