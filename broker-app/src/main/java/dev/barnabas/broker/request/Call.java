package dev.barnabas.broker.request;

import dev.barnabas.pricing.Usage;
import dev.barnabas.vocabulary.BilledByProvider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call of an attempt, as far as it is known.
 *
 * @param callId drawn by the worker for this call alone
 * @param startedAt the worker's clock
 * @param unknownAt when it counts as UNKNOWN if its end is not seen
 * @param phase how far it is
 * @param events how many usage events it has
 * @param lastEventId the last of them
 * @param outcome SUCCESS, UNKNOWN or a failure kind; null while it runs
 * @param usage what it used; null where nothing is known
 * @param billed whether the provider bills it
 * @param latencyMs how long it took
 */
public record Call(
    String callId,
    Instant startedAt,
    Instant unknownAt,
    Phase phase,
    int events,
    @Nullable String lastEventId,
    @Nullable String outcome,
    @Nullable Usage usage,
    BilledByProvider billed,
    @Nullable Long latencyMs) {

  /** How far a call is. */
  public enum Phase {
    /** Its start was acknowledged. */
    STARTED,
    /** Its end was read. */
    ENDED,
    /** Its end was not read in time; a late end corrects it. */
    UNKNOWN
  }

  /** A call whose start was read. */
  public static Call started(String callId, Instant startedAt, Instant unknownAt) {
    return new Call(
        callId,
        startedAt,
        unknownAt,
        Phase.STARTED,
        0,
        null,
        null,
        null,
        BilledByProvider.UNKNOWN,
        null);
  }

  /** The call with its end. */
  public Call ended(String how, @Nullable Usage used, BilledByProvider bills, long millis) {
    return new Call(
        callId, startedAt, unknownAt, Phase.ENDED, events, lastEventId, how, used, bills, millis);
  }

  /** The call whose end was not read in time. */
  public Call unknown() {
    return new Call(
        callId,
        startedAt,
        unknownAt,
        Phase.UNKNOWN,
        events,
        lastEventId,
        "UNKNOWN",
        null,
        BilledByProvider.UNKNOWN,
        null);
  }

  /** The call with one more usage event. */
  public Call metered(String eventId) {
    return new Call(
        callId,
        startedAt,
        unknownAt,
        phase,
        events + 1,
        eventId,
        outcome,
        usage,
        billed,
        latencyMs);
  }

  /** Whether its end may still come in time. */
  public boolean open() {
    return phase == Phase.STARTED;
  }
}
