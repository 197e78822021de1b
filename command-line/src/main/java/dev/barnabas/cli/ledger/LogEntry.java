package dev.barnabas.cli.ledger;

import static java.util.Objects.requireNonNull;

/** What a record of the metering topic is to finance. */
public sealed interface LogEntry {
  /**
   * An event that counts.
   *
   * @param usage the event
   */
  record Counted(LoggedUsage usage) implements LogEntry {
    public Counted {
      requireNonNull(usage, "usage");
    }
  }

  /**
   * An event that was counted before.
   *
   * @param at where the second one lies
   */
  record Repeated(Position at) implements LogEntry {
    public Repeated {
      requireNonNull(at, "at");
    }
  }

  /**
   * A record that cannot be counted; metering-stream dead-letters or holds it.
   *
   * @param at where it lies
   * @param reason a code, and the field or place
   */
  record Refused(Position at, String reason) implements LogEntry {
    public Refused {
      requireNonNull(at, "at");
      requireNonNull(reason, "reason");
    }
  }
}
