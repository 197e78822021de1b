package dev.barnabas.broker.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param status the terminal status
 * @param code the error's code, null for an answer
 * @param at when it was decided
 * @param answeredBy the call that answered, null without an answer
 * @param byTenant whether the tenant ended it, by cancelling or by a deadline of its own
 */
public record Ending(
    Status status,
    @Nullable String code,
    Instant at,
    @Nullable String answeredBy,
    boolean byTenant) {

  /** Terminal states. */
  public enum Status {
    /** A model answered. */
    COMPLETED,
    /** The route's own answer. */
    DEGRADED,
    /** It was not accepted. */
    REJECTED,
    /** It was accepted and could not be answered. */
    FAILED,
    /** Its deadline passed. */
    EXPIRED,
    /** The tenant ended it. */
    CANCELLED
  }
}
