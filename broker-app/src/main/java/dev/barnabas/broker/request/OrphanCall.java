package dev.barnabas.broker.request;

import java.time.Instant;

/**
 * A call of an attempt that we gave out, whose request is over or forgotten: it may cost money, so
 * it is metered, and nobody is charged.
 *
 * @param key the request, or nobody's where it is forgotten
 * @param attemptId the attempt
 * @param callId the call
 * @param partnerId who was called
 * @param startedAt the worker's clock
 * @param unknownAt when it counts as UNKNOWN if its end is not seen
 * @param phase how far it is
 * @param events how many usage events it has
 */
public record OrphanCall(
    RequestKey key,
    String attemptId,
    String callId,
    String partnerId,
    Instant startedAt,
    Instant unknownAt,
    Call.Phase phase,
    int events) {

  /** As far as this, with as many usage events. */
  public OrphanCall now(Call.Phase next, int written) {
    return new OrphanCall(key, attemptId, callId, partnerId, startedAt, unknownAt, next, written);
  }
}
