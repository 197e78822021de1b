package dev.barnabas.emulator.ledger;

/** What of an answer left the emulator. */
public enum Sent {
  /** The whole answer was written. */
  COMPLETE,
  /** The connection was closed before the answer was whole, by either side. */
  CUT_OFF,
  /** The emulator reset the connection. */
  RESET,
  /** Nothing was written, not even a status. */
  NONE
}
