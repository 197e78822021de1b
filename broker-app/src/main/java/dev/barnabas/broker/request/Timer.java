package dev.barnabas.broker.request;

import java.time.Instant;

/**
 * Something to decide about a request once both ticks have passed a time.
 *
 * @param due when
 * @param kind what
 * @param key the request
 * @param subject the call or attempt it is about, empty where it is the request
 */
public record Timer(Instant due, Kind kind, RequestKey key, String subject) {

  /** What is to be decided. */
  public enum Kind {
    /** The request expires. */
    DEADLINE(0),
    /** A call's end was not read in time. */
    CALL_UNKNOWN(1),
    /** A hold without an open call is released. */
    HOLD(2),
    /** A handed-back attempt is dispatched again. */
    REDELIVER(3),
    /** The request is forgotten. */
    FORGET(4),
    /** A window is forgotten, once nothing is reserved in it. */
    WINDOW(5),
    /** A charge for a call whose end was never seen is given back. */
    UNKNOWN_CHARGE(6),
    /** The end of an orphan's call was not read in time. */
    ORPHAN_UNKNOWN(7),
    /** An orphan is forgotten. */
    ORPHAN_FORGET(8);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    /** Its place in a stored key; never changes. */
    public byte code() {
      return code;
    }

    /** The kind with that code. */
    public static Kind ofCode(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no timer kind has the code " + code);
    }
  }
}
