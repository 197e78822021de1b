package dev.barnabas.broker.request;

/** Which queue a request travels in; REALTIME goes before BULK. */
public enum Lane {
  /** Somebody waits. */
  REALTIME(0),
  /** Nobody waits. */
  BULK(1);

  private final byte code;

  Lane(int code) {
    this.code = (byte) code;
  }

  /** Its place in a stored key; never changes. */
  public byte code() {
    return code;
  }
}
