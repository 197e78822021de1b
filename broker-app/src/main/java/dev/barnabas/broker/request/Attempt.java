package dev.barnabas.broker.request;

import dev.barnabas.vocabulary.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one partner.
 *
 * @param number 0 for the first
 * @param attemptId opaque
 * @param link the index of the partner in the route's chain
 * @param dispatchedAt when it was first dispatched
 * @param policyVersion the configuration whose redaction was applied
 * @param endedAt when it ended, null while it is open
 * @param outcome SUCCESS or a failure kind, null while it is open
 * @param calls its HTTP calls
 * @param redactions what was redacted: type to count
 * @param promptHash keyed hash of the redacted prompt
 * @param dispatch counts its dispatches from 0
 * @param promptTokens the upper bound of its prompt's tokens, as it was held
 */
public record Attempt(
    int number,
    String attemptId,
    int link,
    Instant dispatchedAt,
    long policyVersion,
    @Nullable Instant endedAt,
    @Nullable String outcome,
    List<Call> calls,
    Map<String, Integer> redactions,
    String promptHash,
    int dispatch,
    long promptTokens) {
  public Attempt {
    calls = List.copyOf(calls);
    redactions = Map.copyOf(redactions);
  }

  /** Whether its end was not read yet. */
  public boolean open() {
    return endedAt == null;
  }

  /** Whether a worker reported its end and the end of all its calls: no more is to come. */
  public boolean over() {
    return outcome != null
        && !outcome.equals(FailureKind.EXPIRED_BEFORE_CALL.name())
        && !outcome.equals(FailureKind.REDELIVERED.name())
        && calls.stream().allMatch(call -> call.phase() == Call.Phase.ENDED);
  }

  /** Whether one of its calls may still end. */
  public boolean callOpen() {
    return calls.stream().anyMatch(Call::open);
  }

  /** The call with that id. */
  public Optional<Call> call(String callId) {
    return calls.stream().filter(c -> c.callId().equals(callId)).findFirst();
  }

  /** The attempt with this call added or replaced. */
  public Attempt with(Call call) {
    List<Call> next = new ArrayList<>(calls);
    next.removeIf(c -> c.callId().equals(call.callId()));
    next.add(call);
    return new Attempt(
        number,
        attemptId,
        link,
        dispatchedAt,
        policyVersion,
        endedAt,
        outcome,
        next,
        redactions,
        promptHash,
        dispatch,
        promptTokens);
  }

  /** The attempt ended; an attempt that ended before keeps its first end. */
  public Attempt ended(String how, Instant at) {
    return open()
        ? new Attempt(
            number,
            attemptId,
            link,
            dispatchedAt,
            policyVersion,
            at,
            how,
            calls,
            redactions,
            promptHash,
            dispatch,
            promptTokens)
        : this;
  }

  /** The attempt dispatched once more under the same id, redacted by a newer policy. */
  public Attempt redispatched(long policy, Map<String, Integer> counts, String hash) {
    return new Attempt(
        number,
        attemptId,
        link,
        dispatchedAt,
        policy,
        null,
        null,
        calls,
        counts,
        hash,
        dispatch + 1,
        promptTokens);
  }

  /** From dispatch to end, zero while it is open. */
  public Duration latency() {
    return endedAt == null ? Duration.ZERO : Duration.between(dispatchedAt, endedAt);
  }
}
