package dev.barnabas.broker.topology;

import dev.barnabas.broker.authentication.Authentication;
import dev.barnabas.broker.authentication.AuthenticationDecision;
import dev.barnabas.broker.authentication.AuthenticationPolicy;
import dev.barnabas.broker.authentication.ReceivedRecord;
import dev.barnabas.broker.policy.Policies;
import dev.barnabas.broker.request.Coordinates;
import dev.barnabas.broker.request.Output;
import dev.barnabas.broker.request.RequestKey;
import dev.barnabas.signing.KeyLookup;
import dev.barnabas.signing.KeySetState;
import dev.barnabas.signing.RecordSignature;
import dev.barnabas.vocabulary.DeadLetterReason;
import dev.barnabas.vocabulary.DecisionKind;
import dev.barnabas.vocabulary.UnauthenticatedCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The edge of the authentication stage: hands the policy what it needs of a record, and asks for
 * keys that are not there yet. One per partition, one thread.
 */
final class Gate {
  private static final KeySetState NO_KEYS = new KeySetState.NotLoaded();

  private final BrokerRuntime runtime;

  Gate(BrokerRuntime runtime) {
    this.runtime = runtime;
  }

  /** What follows for a record. */
  sealed interface GateDecision {
    /**
     * It goes on.
     *
     * @param shadowed what would have refused it, in shadow mode
     */
    record Passed(Optional<UnauthenticatedCode> shadowed) implements GateDecision {}

    /** It waits for the next look at the key set. */
    record Waits() implements GateDecision {}

    /** It is refused. */
    record Barred(DeadLetterReason reason, String detail) implements GateDecision {}
  }

  /**
   * Decides about a record.
   *
   * @param raw the record
   * @param claimed whose it says it is
   * @param policies in force
   * @param heldSince since when it waits for a key; null if it does not wait
   */
  GateDecision decide(
      RawRecord raw, RequestKey claimed, Policies policies, @Nullable Instant heldSince) {
    AuthenticationPolicy policy = policies.authentication();
    KeyLookup lookup = policy.keySet() == null ? null : runtime.keySets().at(policy.keySet());
    AuthenticationDecision decision =
        Authentication.decide(
            received(raw, claimed),
            policy,
            lookup == null ? NO_KEYS : lookup.state(),
            runtime.clock().instant());
    return switch (decision) {
      case AuthenticationDecision.Authenticated _ ->
          answerable(claimed, policies, Optional.empty());
      case AuthenticationDecision.Unauthenticated(UnauthenticatedCode code) ->
          refused(claimed, policies, code);
      case AuthenticationDecision.KeyAwaited(UnauthenticatedCode code) -> {
        if (lookup != null) {
          lookup.ask();
        }
        boolean wait =
            policy.enforcement() == AuthenticationPolicy.Enforcement.ENFORCE
                && lookup != null
                && (heldSince == null || !lookup.lookedSince(heldSince));
        yield wait ? new GateDecision.Waits() : refused(claimed, policies, code);
      }
    };
  }

  private GateDecision refused(RequestKey claimed, Policies policies, UnauthenticatedCode code) {
    return switch (policies.authentication().enforcement()) {
      case ENFORCE -> new GateDecision.Barred(DeadLetterReason.UNAUTHENTICATED, code.name());
      case SHADOW, OFF -> answerable(claimed, policies, Optional.of(code));
    };
  }

  /**
   * A tenant of the list whose own response topic was not seen yet could not be answered: the
   * thread would block on it.
   */
  private GateDecision answerable(
      RequestKey claimed, Policies policies, Optional<UnauthenticatedCode> shadowed) {
    String tenant = claimed.tenantId();
    return runtime.answerable().test(tenant) || !policies.knowsTenant(tenant)
        ? new GateDecision.Passed(shadowed)
        : new GateDecision.Barred(DeadLetterReason.UNKNOWN_TENANT, "RESPONSE_TOPIC_MISSING");
  }

  private ReceivedRecord received(RawRecord raw, RequestKey claimed) {
    List<byte[]> signatures = new ArrayList<>();
    for (Header header : raw.headers().headers(RecordSignature.HEADER)) {
      signatures.add(header.value() == null ? new byte[0] : header.value());
    }
    Coordinates source = raw.source();
    byte[] value = raw.value();
    return new ReceivedRecord(
        source.topic(),
        runtime.names().requestTenant(source.topic()).orElse(null),
        source.appendedAt(),
        signatures,
        value == null ? new byte[0] : value,
        claimed);
  }

  /** Whether a key is worth another try since then; if not, it is asked for. */
  boolean looked(Policies policies, Instant since) {
    String location = policies.authentication().keySet();
    if (location == null || runtime.keySets().at(location).lookedSince(since)) {
      return true;
    }
    runtime.keySets().at(location).ask();
    return false;
  }

  /** What authentication in shadow mode would have refused. */
  static Output shadowed(Arrival.Event event, UnauthenticatedCode code) {
    return new Output.Decided(
        DecisionKind.SHADOWED,
        event.claimed().orElseThrow(),
        null,
        null,
        null,
        DeadLetterReason.UNAUTHENTICATED.name() + " " + code.name(),
        List.of(),
        null,
        null,
        null);
  }
}
