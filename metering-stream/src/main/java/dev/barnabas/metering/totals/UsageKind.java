package dev.barnabas.metering.totals;

/** What an event does to the number of calls. Its amounts carry their own sign. */
public enum UsageKind {
  /** A call, or an answer without one. */
  USAGE(1),
  /** Takes an earlier event back; its amounts are negative. */
  REVERSAL(-1),
  /** Changes amounts of a call that stays counted. */
  ADJUSTMENT(0);

  private final int calls;

  UsageKind(int calls) {
    this.calls = calls;
  }

  /** What the event adds to the calls it is about: 1, -1 or 0. */
  int calls() {
    return calls;
  }
}
