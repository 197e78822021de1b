package dev.barnabas.broker.topology;

import java.util.Arrays;
import java.util.Locale;

/** The state stores; their names are part of the changelogs' names and never change. */
enum StoreNames {
  /** Request key to request state. */
  REQUESTS,
  /** Attempt id to request key. */
  ATTEMPTS,
  /** Request key to sealed content. */
  CONTENTS,
  /** Window to balance. */
  BALANCES,
  /** Due time, kind, request and subject to nothing. */
  TIMERS,
  /** Tenant, lane and ticket to request key. */
  PARKED,
  /** Coordinates to a record that waits for its schema. */
  HELD,
  /** What the partition remembers of itself. */
  META;

  String store() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String[] all() {
    return Arrays.stream(values()).map(StoreNames::store).toArray(String[]::new);
  }
}
