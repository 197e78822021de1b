package dev.barnabas.pricing;

import static java.util.Objects.requireNonNull;

/**
 * The identity of a usage event. It follows from what the event is about, so that a replay of the
 * same decision writes the same id and is recognised as a duplicate.
 *
 * <p>SHA-256 over five texts, each preceded by its length in bytes (four bytes, big-endian): tenant
 * id, correlation id, call id, kind, sequence number in decimal. All in UTF-8; the result is 64
 * hexadecimal digits.
 */
public final class EventId {

  /** The call id of an answer that no call gave: a cached or degraded one. */
  public static final String NO_CALL = "-";

  /**
   * The sequence number of the first correction of a call that a tool writes. Below it are those of
   * broker-app, so that the ids of the two never meet.
   */
  public static final int FIRST_OF_TOOLS = 1_000_000;

  private EventId() {}

  /**
   * The id of one event.
   *
   * @param kind {@code USAGE}, {@code REVERSAL} or {@code ADJUSTMENT}
   * @param seq number of the event among those of its call, from 0
   * @throws IllegalArgumentException if {@code seq} is negative
   */
  public static String of(
      String tenantId, String correlationId, String callId, String kind, int seq) {
    if (seq < 0) {
      throw new IllegalArgumentException("seq must not be negative but is " + seq);
    }
    return new Digest()
        .add(requireNonNull(tenantId, "tenantId"))
        .add(requireNonNull(correlationId, "correlationId"))
        .add(requireNonNull(callId, "callId"))
        .add(requireNonNull(kind, "kind"))
        .add(Integer.toString(seq))
        .hex();
  }
}
