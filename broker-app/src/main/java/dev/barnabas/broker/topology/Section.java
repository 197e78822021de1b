package dev.barnabas.broker.topology;

/**
 * The parts of a partition's one store, each under a prefix of its own. One store means one
 * changelog: every changelog a transaction touches costs it a marker.
 */
enum Section {
  /** Request key to request state. */
  REQUESTS(1),
  /** Attempt id to request key. */
  ATTEMPTS(2),
  /** Request key to sealed content. */
  CONTENTS(3),
  /** Window to balance. */
  BALANCES(4),
  /** Due time, kind, request and subject to nothing. */
  TIMERS(5),
  /** Tenant, lane and ticket to request key. */
  PARKED(6),
  /** Coordinates to a record that waits for its schema. */
  HELD(7),
  /** What the partition remembers of itself. */
  META(8),
  /** Call id to a call whose request is over or forgotten. */
  ORPHANS(9),
  /** Tenant to what its content is sealed with. */
  TENANTS(10);

  /** The name of the store that all sections are in. */
  static final String STORE = "state";

  private final byte code;

  Section(int code) {
    this.code = (byte) code;
  }

  /** The prefix of its keys; never changes. */
  byte code() {
    return code;
  }
}
